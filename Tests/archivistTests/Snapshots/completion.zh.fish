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
