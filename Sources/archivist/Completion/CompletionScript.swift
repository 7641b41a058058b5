/// Scripts that let a shell complete the words of a command line.
///
/// They know nothing of commands and options: they ask the program, which knows the archive too.
enum CompletionScript {
  /// A shell that can be told how to complete.
  enum Shell: String, CaseIterable {
    case bash
    case zsh
    case fish

    static let names = allCases.map(\.rawValue)
  }

  static func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private static let bash = #"""
    # Completion of archivist for bash: source this file, or install it as
    # ~/.local/share/bash-completion/completions/archivist.
    _archivist() {
      local program=$1 line kind=
      type -P "$program" > /dev/null || program=archivist
      COMPREPLY=()
      compopt +o default +o dirnames
      while IFS= read -r line; do
        if [[ -n $kind ]]; then
          COMPREPLY+=("$line")
        else
          kind=$line
        fi
      done < <("$program" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
      case $kind in
        files) compopt -o default ;;
        directories) compopt -o dirnames ;;
      esac
    }
    # Versions before 4.4 sort always.
    complete -o nosort -F _archivist archivist 2> /dev/null || complete -F _archivist archivist

    """#

  private static let zsh = #"""
    #compdef archivist
    # Completion of archivist for zsh: put this file into a folder of $fpath, as _archivist.
    _archivist() {
      local program=${(Q)words[1]} line
      (( $+commands[$program] )) || [[ -x $program ]] || program=archivist
      local -a typed answer candidates
      typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
      answer=("${(@f)$($program __complete zsh "${typed[@]}" 2> /dev/null)}")
      case $answer[1] in
        files) compset -P '--*='; _files ;;
        directories) compset -P '--*='; _files -/ ;;
        words)
          for line in "${(@)answer[2,-1]}"; do
            local word=${line%%$'\t'*} meaning=${line#*$'\t'}
            # A colon parts the word from its meaning.
            candidates+=("${${word//\\/\\\\}//:/\\:}${meaning:+:$meaning}")
          done
          _describe -V word candidates
          ;;
      esac
    }
    if [[ $funcstack[1] == _archivist ]]; then
      _archivist "$@"
    else
      compdef _archivist archivist
    fi

    """#

  private static let fish = #"""
    # Completion of archivist for fish: put this file into ~/.config/fish/completions.
    function __archivist_complete
      set -l before (commandline -opc)
      set -l current (commandline -ct)
      set -l answer (archivist __complete fish $before[2..-1] "$current" 2> /dev/null)
      set -l head (string match -r -- '^--[^=]*=' "$current")
      set -l rest (string replace -r -- '^--[^=]*=' '' "$current")
      switch "$answer[1]"
        case files
          for path in (__fish_complete_path "$rest")
            echo -- "$head$path"
          end
        case directories
          for path in (__fish_complete_directories "$rest" '')
            echo -- "$head$path"
          end
        case words
          printf '%s\n' $answer[2..-1]
      end
    end
    complete -c archivist -f -k -a '(__archivist_complete)'

    """#
}
