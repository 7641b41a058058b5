#compdef archivist
# Completion of archivist for zsh: put this file into a folder of $fpath, as _archivist.
_archivist() {
  local -a commands
  commands=(
    'init:founds an archive in a new or empty directory'
    'append:records minutes, all of them or none'
    'query:finds records by words, body, date, topic and more'
    'show:shows one record whole'
    'timeline:exports records in the order of time'
    'bodies:lists the bodies, with counts'
    'topics:lists the topics, with counts'
    'stats:tells what the archive holds, in numbers and bars'
    'log:shows the events themselves, oldest first'
    'checkpoint:prints the log'\''s size and root, to keep elsewhere'
    'verify:checks everything that the log promises'
    'help:shows these pages'
    'completion:prints a script that completes words in a shell'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    init) _arguments '--name[what people call the archive (needed)]:NAME: ' '--zone[the time zone in which its days end (Asia/Shanghai unless given)]:ZONE: ' '--default-openness[the openness of records that state none (unconditional unless given)]:OPENNESS:(unconditional conditional closed undetermined)' '--by[the role that founds it (clerk)]:ROLE: ' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '1:DIR:_files -/' ;;
    append) _arguments '--dry-run[check and tell, but record nothing]' '--by[the role that records (clerk), never a person'\''s name]:ROLE: ' '--to[add the items of FILE to this recorded meeting]:NUMBER: ' '--wait[how long to wait for another writer (5)]:SECONDS: ' '--format[how to tell what was recorded]:FORMAT:(text json)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '*:FILE:_files' ;;
    query) _arguments '*--body[records of this body'\''s meetings]:NAME: ' '*--series[meetings of this kind, such as 主任会议]:NAME: ' '--term[the body'\''s term (届)]:N: ' '--ordinal[the meeting'\''s number in its series (次)]:N: ' '--from[not before this date]:DATE: ' '--to[not after this date]:DATE: ' '*--topic[records of this topic]:NAME: ' '*--kind[records of this kind]:KIND:_values -s , value meeting report resolution personnel matter agreement document' '*--person[who attends, speaks, is appointed or removed, or chairs]:NAME: ' '--number[a document number, such as 渝府办发〔2020〕40号]:NUMBER: ' '*--outcome[resolutions with this outcome]:OUTCOME:_values -s , value adopted adoptedInPrinciple rejected deferred referred noted' '*--stage[a draft stage, such as 草案]:STAGE: ' '*--openness[records of this openness]:OPENNESS:_values -s , value unconditional conditional closed undetermined' '--as-of[what had been recorded by the end of this day, or up to position @N]:DAY: ' '--sort[the order]:ORDER:(date -date relevance recorded)' '--limit[show at most so many]:N: ' '--offset[pass over the first so many]:N: ' '--count[only tell how many there are]' '*--facet[count the records by]:FACET:_values -s , value body year topic kind' '--format[the form of the answer]:FORMAT:(table json jsonl csv minutes)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '*:WORDS: ' ;;
    show) _arguments '--as-of[what had been recorded by the end of this day, or up to position @N]:DAY: ' '--format[the form of the answer]:FORMAT:(text json minutes)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '1:NUMBER: ' ;;
    timeline) _arguments '*--body[records of this body'\''s meetings]:NAME: ' '*--series[meetings of this kind, such as 主任会议]:NAME: ' '--term[the body'\''s term (届)]:N: ' '--ordinal[the meeting'\''s number in its series (次)]:N: ' '--from[not before this date]:DATE: ' '--to[not after this date]:DATE: ' '*--topic[records of this topic]:NAME: ' '*--kind[records of this kind]:KIND:_values -s , value meeting report resolution personnel matter agreement document' '*--person[who attends, speaks, is appointed or removed, or chairs]:NAME: ' '--number[a document number, such as 渝府办发〔2020〕40号]:NUMBER: ' '*--outcome[resolutions with this outcome]:OUTCOME:_values -s , value adopted adoptedInPrinciple rejected deferred referred noted' '*--stage[a draft stage, such as 草案]:STAGE: ' '*--openness[records of this openness]:OPENNESS:_values -s , value unconditional conditional closed undetermined' '--as-of[what had been recorded by the end of this day, or up to position @N]:DAY: ' '--sort[the order]:ORDER:(date -date relevance recorded)' '--limit[show at most so many]:N: ' '--offset[pass over the first so many]:N: ' '--ceiling[leave out what is stricter (unconditional)]:OPENNESS:(unconditional conditional closed undetermined)' '--format[the form (json)]:FORMAT:(json jsonl csv)' '--output[write to this file, whole or not at all; '\''-'\'' is standard output]:FILE:_files' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '*:WORDS: ' ;;
    bodies) _arguments '--as-of[what had been recorded by the end of this day, or up to position @N]:DAY: ' '--format[the form of the answer]:FORMAT:(table json)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' ;;
    topics) _arguments '--as-of[what had been recorded by the end of this day, or up to position @N]:DAY: ' '--format[the form of the answer]:FORMAT:(table json)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' ;;
    stats) _arguments '--format[the form of the answer]:FORMAT:(text json)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' ;;
    log) _arguments '--from[begin at this position]:POSITION: ' '--ceiling[withhold the payloads of what is stricter (unconditional)]:OPENNESS:(unconditional conditional closed undetermined)' '--format[a line for people, or the event as the log holds it]:FORMAT:(text jsonl)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' ;;
    checkpoint) _arguments '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' ;;
    verify) _arguments '*--checkpoint[also compare with a checkpoint kept elsewhere]:FILE:_files' '--format[the form of the report]:FORMAT:(text json)' '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' ;;
    help) _arguments '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '1:COMMAND:(init append query show timeline bodies topics stats log checkpoint verify help completion)' ;;
    completion) _arguments '--archive[the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one]:DIR:_files -/' '--no-pager[show long answers at once, not screen by screen]' '--help[show this page]' '1:SHELL:(bash zsh fish)' ;;
  esac
}
if [[ ${funcstack[1]} == _archivist ]]; then _archivist "$@"; else compdef _archivist archivist; fi
