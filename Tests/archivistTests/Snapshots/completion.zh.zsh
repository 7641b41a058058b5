#compdef archivist
# archivist 的 zsh 自动补全：将本文件放入 $fpath 中的文件夹，命名为 _archivist。
_archivist() {
  local -a commands
  commands=(
    'init:在新建或空的文件夹中建立档案库'
    'append:登记会议记录：要么全部登记，要么一条也不登记'
    'query:按词语、机构、日期、主题等检索记录'
    'show:显示一条记录的全部内容'
    'timeline:按时间先后导出记录'
    'bodies:列出各机构及记录条数'
    'topics:列出各主题及记录条数'
    'stats:以数字和图条显示档案库的收录情况'
    'log:显示日志中的各个事件，先登记的在前'
    'checkpoint:给出日志的长度和根哈希，供另行保存'
    'verify:核验日志所保证的一切'
    'help:显示帮助'
    'completion:输出供命令行自动补全的脚本'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    init) _arguments '--name[档案库的名称（必填）]:NAME: ' '--zone[划分日期所用的时区（默认 Asia/Shanghai）]:ZONE: ' '--default-openness[记录未注明时的开放属性（默认 unconditional）]:OPENNESS:(unconditional conditional closed undetermined)' '--by[建立档案库者的角色（默认 clerk）]:ROLE: ' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '1:DIR:_files -/' ;;
    append) _arguments '--dry-run[只检查并列出结果，不登记]' '--by[登记人的角色，不写个人姓名（默认 clerk）]:ROLE: ' '--to[将 FILE 中的事项追加到这次已登记的会议]:NUMBER: ' '--wait[他人正在写入时至多等待多少秒（默认 5）]:SECONDS: ' '--format[以何种形式列出登记结果]:FORMAT:(text json)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '*:FILE:_files' ;;
    query) _arguments '*--body[该机构所开会议的记录]:NAME: ' '*--series[该类会议，如“主任会议”]:NAME: ' '--term[届，如“5”或“五届”]:N: ' '--ordinal[会议的次，如“40”或“第四十次”]:N: ' '--from[不早于该日期]:DATE: ' '--to[不晚于该日期]:DATE: ' '*--topic[该主题的记录]:NAME: ' '*--kind[该类型的记录]:KIND:_values -s , value meeting report resolution personnel matter agreement document' '*--person[主持、出席、报告或被任免的人员]:NAME: ' '--number[发文字号，如“渝府办发〔2020〕40号”]:NUMBER: ' '*--outcome[该结果的决议]:OUTCOME:_values -s , value adopted adoptedInPrinciple rejected deferred referred noted' '*--stage[文稿所处阶段，如“草案”]:STAGE: ' '*--openness[该开放属性的记录]:OPENNESS:_values -s , value unconditional conditional closed undetermined' '--as-of[只看截至该日终了（或位置 @N）已登记的内容]:DAY: ' '--sort[排列顺序]:ORDER:(date -date relevance recorded)' '--limit[至多列出多少条]:N: ' '--offset[略过前面多少条]:N: ' '--count[只给出条数]' '*--facet[按此项统计条数]:FACET:_values -s , value body year topic kind' '--format[输出形式]:FORMAT:(table json jsonl csv minutes)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '*:WORDS: ' ;;
    show) _arguments '--as-of[只看截至该日终了（或位置 @N）已登记的内容]:DAY: ' '--format[输出形式]:FORMAT:(text json minutes)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '1:NUMBER: ' ;;
    timeline) _arguments '*--body[该机构所开会议的记录]:NAME: ' '*--series[该类会议，如“主任会议”]:NAME: ' '--term[届，如“5”或“五届”]:N: ' '--ordinal[会议的次，如“40”或“第四十次”]:N: ' '--from[不早于该日期]:DATE: ' '--to[不晚于该日期]:DATE: ' '*--topic[该主题的记录]:NAME: ' '*--kind[该类型的记录]:KIND:_values -s , value meeting report resolution personnel matter agreement document' '*--person[主持、出席、报告或被任免的人员]:NAME: ' '--number[发文字号，如“渝府办发〔2020〕40号”]:NUMBER: ' '*--outcome[该结果的决议]:OUTCOME:_values -s , value adopted adoptedInPrinciple rejected deferred referred noted' '*--stage[文稿所处阶段，如“草案”]:STAGE: ' '*--openness[该开放属性的记录]:OPENNESS:_values -s , value unconditional conditional closed undetermined' '--as-of[只看截至该日终了（或位置 @N）已登记的内容]:DAY: ' '--sort[排列顺序]:ORDER:(date -date relevance recorded)' '--limit[至多列出多少条]:N: ' '--offset[略过前面多少条]:N: ' '--ceiling[不导出开放属性更严的记录（默认 unconditional）]:OPENNESS:(unconditional conditional closed undetermined)' '--format[导出形式（默认 json）]:FORMAT:(json jsonl csv)' '--output[写入该文件，要么完整写入，要么不写；“-”表示标准输出]:FILE:_files' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '*:WORDS: ' ;;
    bodies) _arguments '--as-of[只看截至该日终了（或位置 @N）已登记的内容]:DAY: ' '--format[输出形式]:FORMAT:(table json)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' ;;
    topics) _arguments '--as-of[只看截至该日终了（或位置 @N）已登记的内容]:DAY: ' '--format[输出形式]:FORMAT:(table json)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' ;;
    stats) _arguments '--format[输出形式]:FORMAT:(text json)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' ;;
    log) _arguments '--from[从该位置开始]:POSITION: ' '--ceiling[隐去开放属性更严的事件的内容（默认 unconditional）]:OPENNESS:(unconditional conditional closed undetermined)' '--format[供人阅读的一行，或日志中的原样]:FORMAT:(text jsonl)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' ;;
    checkpoint) _arguments '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' ;;
    verify) _arguments '*--checkpoint[同时与另行保存的检查点比对]:FILE:_files' '--format[核验报告的形式]:FORMAT:(text json)' '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' ;;
    help) _arguments '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '1:COMMAND:(init append query show timeline bodies topics stats log checkpoint verify help completion)' ;;
    completion) _arguments '--archive[档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库]:DIR:_files -/' '--lang[帮助和提示所用的语言（默认随系统的区域设置）]:LANG:(zh en)' '--help[显示本页]' '1:SHELL:(bash zsh fish)' ;;
  esac
}
if [[ ${funcstack[1]} == _archivist ]]; then _archivist "$@"; else compdef _archivist archivist; fi
