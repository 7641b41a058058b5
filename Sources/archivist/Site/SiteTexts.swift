import Archive
import EventStore

/// What the scripts of a site say, in both languages.
enum SiteTexts {
  /// The script that hands the texts over, by name; `{n}` stands for a number.
  static var script: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (name, phrase) in Phrase.Site.spoken {
        writer.lineBreak()
        writer.name(name)
        writer.object { writer in
          for language in Language.allCases { writer.member(language.rawValue, phrase[language]) }
        }
      }
      writer.name("kinds")
      writer.array { writer in
        for kind in RecordKind.allCases {
          writer.object { writer in
            writer.member("name", kind.rawValue)
            for language in Language.allCases {
              writer.member(language.rawValue, Phrase.siteKind(kind)[language])
            }
          }
        }
      }
    }
    return Array("archivist.texts(".utf8) + SiteScript.safe(writer.bytes) + Array(");\n".utf8)
  }
}
