/// What a bag says of itself to whoever finds it.
enum BagReadme {
  static let path = "data/README.txt"

  static let text = """
    This bag holds a record of policy meetings, made with archivist.

    records/       the records as minutes in text (Markdown, UTF-8), by their numbers; the line above
                   each tells its number, when it was recorded, and its position in the log
    log.jsonl      the log that everything else comes from: one event on each line, in JSON
    archive.json   what the archive is: its identity, its name, its time zone
    checkpoint     the archive's identity, the number of events, and the root of their Merkle tree

    A line of log.jsonl that begins with {"crc": is whole. "data" is what was recorded; "digest" is the
    SHA-256 of the 32 characters of "salt" followed by the bytes of "data". "crc" is the CRC-32C of every
    byte after {"crc":"xxxxxxxx", up to the end of the line. Where "redacted" stands in place of "salt" and
    "data", the payload was erased for good. A line that begins with {"pos": is the header alone of an
    event that may not be told: see Archivist-Ceiling in bag-info.txt.

    To check the checkpoint: the Merkle tree is that of RFC 9162. A leaf is the SHA-256 of a zero byte
    followed by the header, which is the bytes of a line from "pos": up to the comma before "salt": or
    "redacted":, or in a line of the header alone all bytes between { and }. An inner node is the SHA-256
    of a byte 1, the left and the right node. The root is in base64.

    Where every line is whole, archive.json and log.jsonl are an archive again: put log.jsonl into a
    folder log as 00000000000000000000.jsonl, and archive.json beside it.

    """
}
