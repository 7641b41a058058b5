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
