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
