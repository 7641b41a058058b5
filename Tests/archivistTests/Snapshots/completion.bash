# Completion of archivist for bash: source this file.
_archivist() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [[ $COMP_CWORD == 1 ]]; then
    COMPREPLY=($(compgen -W 'init append query show timeline bodies topics stats log checkpoint verify help completion --version --help' -- "$current"))
    return
  fi
  case ${COMP_WORDS[1]} in
    init)
      case $previous in
        --name) COMPREPLY=() ;;
        --zone) COMPREPLY=() ;;
        --default-openness) COMPREPLY=($(compgen -W 'unconditional conditional closed undetermined' -- "$current")) ;;
        --by) COMPREPLY=() ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--name --zone --default-openness --by --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -f -- "$current"))
          fi ;;
      esac ;;
    append)
      case $previous in
        --by) COMPREPLY=() ;;
        --to) COMPREPLY=() ;;
        --wait) COMPREPLY=() ;;
        --format) COMPREPLY=($(compgen -W 'text json' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--dry-run --by --to --wait --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -f -- "$current"))
          fi ;;
      esac ;;
    query)
      case $previous in
        --body) COMPREPLY=() ;;
        --series) COMPREPLY=() ;;
        --term) COMPREPLY=() ;;
        --ordinal) COMPREPLY=() ;;
        --from) COMPREPLY=() ;;
        --to) COMPREPLY=() ;;
        --topic) COMPREPLY=() ;;
        --kind) COMPREPLY=($(compgen -W 'meeting report resolution personnel matter agreement document' -- "$current")) ;;
        --person) COMPREPLY=() ;;
        --number) COMPREPLY=() ;;
        --outcome) COMPREPLY=($(compgen -W 'adopted adoptedInPrinciple rejected deferred referred noted' -- "$current")) ;;
        --stage) COMPREPLY=() ;;
        --openness) COMPREPLY=($(compgen -W 'unconditional conditional closed undetermined' -- "$current")) ;;
        --as-of) COMPREPLY=() ;;
        --sort) COMPREPLY=($(compgen -W 'date -date relevance recorded' -- "$current")) ;;
        --limit) COMPREPLY=() ;;
        --offset) COMPREPLY=() ;;
        --facet) COMPREPLY=($(compgen -W 'body year topic kind' -- "$current")) ;;
        --format) COMPREPLY=($(compgen -W 'table json jsonl csv minutes' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--body --series --term --ordinal --from --to --topic --kind --person --number --outcome --stage --openness --as-of --sort --limit --offset --count --facet --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    show)
      case $previous in
        --as-of) COMPREPLY=() ;;
        --format) COMPREPLY=($(compgen -W 'text json minutes' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--as-of --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    timeline)
      case $previous in
        --body) COMPREPLY=() ;;
        --series) COMPREPLY=() ;;
        --term) COMPREPLY=() ;;
        --ordinal) COMPREPLY=() ;;
        --from) COMPREPLY=() ;;
        --to) COMPREPLY=() ;;
        --topic) COMPREPLY=() ;;
        --kind) COMPREPLY=($(compgen -W 'meeting report resolution personnel matter agreement document' -- "$current")) ;;
        --person) COMPREPLY=() ;;
        --number) COMPREPLY=() ;;
        --outcome) COMPREPLY=($(compgen -W 'adopted adoptedInPrinciple rejected deferred referred noted' -- "$current")) ;;
        --stage) COMPREPLY=() ;;
        --openness) COMPREPLY=($(compgen -W 'unconditional conditional closed undetermined' -- "$current")) ;;
        --as-of) COMPREPLY=() ;;
        --sort) COMPREPLY=($(compgen -W 'date -date relevance recorded' -- "$current")) ;;
        --limit) COMPREPLY=() ;;
        --offset) COMPREPLY=() ;;
        --ceiling) COMPREPLY=($(compgen -W 'unconditional conditional closed undetermined' -- "$current")) ;;
        --format) COMPREPLY=($(compgen -W 'json jsonl csv' -- "$current")) ;;
        --output) COMPREPLY=($(compgen -f -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--body --series --term --ordinal --from --to --topic --kind --person --number --outcome --stage --openness --as-of --sort --limit --offset --ceiling --format --output --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    bodies)
      case $previous in
        --as-of) COMPREPLY=() ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--as-of --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    topics)
      case $previous in
        --as-of) COMPREPLY=() ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--as-of --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    stats)
      case $previous in
        --format) COMPREPLY=($(compgen -W 'text json' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    log)
      case $previous in
        --from) COMPREPLY=() ;;
        --ceiling) COMPREPLY=($(compgen -W 'unconditional conditional closed undetermined' -- "$current")) ;;
        --format) COMPREPLY=($(compgen -W 'text jsonl' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--from --ceiling --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    checkpoint)
      case $previous in
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    verify)
      case $previous in
        --checkpoint) COMPREPLY=($(compgen -f -- "$current")) ;;
        --format) COMPREPLY=($(compgen -W 'text json' -- "$current")) ;;
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--checkpoint --format --archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W '' -- "$current"))
          fi ;;
      esac ;;
    help)
      case $previous in
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W 'init append query show timeline bodies topics stats log checkpoint verify help completion' -- "$current"))
          fi ;;
      esac ;;
    completion)
      case $previous in
        --archive) COMPREPLY=($(compgen -d -- "$current")) ;;
        *)
          if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--archive --no-pager --help' -- "$current"))
          else
            COMPREPLY=($(compgen -W 'bash zsh fish' -- "$current"))
          fi ;;
      esac ;;
  esac
}
complete -o filenames -F _archivist archivist
