import Foundation
import TestSupport
import Testing

@testable import archivist

/// `prove`, and `verify` of what it gives out.
@Suite struct ProofCommandTests {
  private let fixture: CommandLineFixture

  /// An archive of an open meeting with an item, a closed one, and one with a condition.
  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
    let items = ",\"items\":[{\"item\":\"matter\",\"text\":\"研究某事\"}]"
    _ = try fixture.append(CommandLineFixture.meeting("会一", items), name: "a.json")
    _ = try fixture.append(
      CommandLineFixture.meeting("会二", ",\"openness\":\"closed\""), name: "b.json")
    _ = try fixture.append(
      CommandLineFixture.meeting(
        "会三", ",\"openness\":\"conditional\",\"condition\":\"登记\""), name: "c.json")
  }

  /// Keeps what a command prints as a file; gives its path.
  private func keep(_ name: String, _ arguments: String...) throws -> String {
    let outcome = fixture.run(arguments + ["--archive", fixture.archive])
    #expect(outcome.code == .done, "\(outcome.messages)")
    return try fixture.folder.write(outcome.output, to: name)
  }

  /// Verifies where there is no archive.
  private func verifyAlone(_ arguments: String...) -> CommandLineFixture.Outcome {
    fixture.run(["verify"] + arguments)
  }

  @Test func `a record is proved by its number, and the proof stands by itself`() throws {
    let proof = try keep("proof", "prove", "1.1")
    let text = try fixture.folder.text(of: "proof")
    #expect(text.hasPrefix("{\"checkpoint\":\"archivist/") && text.hasSuffix("]}\n"))
    #expect(text.contains("\"position\":3,"))
    #expect(!text.contains("研究某事") && !text.contains("salt"))
    let alone = verifyAlone("--proof", proof)
    #expect(alone.code == .done)
    #expect(alone.output.contains("MatterDiscussed in meeting/1"))
    #expect(alone.output.contains("not disclosed"))
    #expect(alone.output.hasSuffix("holds\n"))
    #expect(alone.messages.contains("--checkpoint FILE"))
    let beside = fixture("verify", "--proof", proof)
    #expect(beside.code == .done)
    #expect(beside.output.hasSuffix("sound\n"))
  }

  @Test func `what is disclosed is shown, and must be what was recorded`() throws {
    let proof = try keep("proof", "prove", "1.1", "--disclose")
    #expect(try fixture.folder.text(of: "proof").contains("\"data\":\"{\\\"order\\\":1"))
    #expect(verifyAlone("--proof", proof).output.contains("研究某事"))
    let other = try fixture.folder.write(
      try fixture.folder.text(of: "proof").replacing("研究某事", with: "研究他事"), to: "other")
    let outcome = verifyAlone("--proof", other)
    #expect(outcome.code == .untrustworthy)
    #expect(outcome.output.contains("does not hold  the disclosed payload is not the one"))
    #expect(!outcome.output.contains("研究他事"))
  }

  @Test func `the content of a record stays inside that is stricter than the ceiling`() throws {
    for (number, ceiling) in [("2", "closed"), ("3", "conditional")] {
      let refused = fixture("prove", number, "--disclose")
      #expect(refused.code == .refused)
      #expect(refused.output.isEmpty)
      #expect(refused.messages.contains("record \(number)"))
      #expect(fixture("prove", number).code == .done)
      #expect(fixture("prove", number, "--disclose", "--ceiling", ceiling).code == .done)
    }
    #expect(fixture("prove", "2", "--disclose", "--ceiling", "conditional").code == .refused)
    #expect(fixture("prove", "--position", "4", "--disclose").code == .refused)
    #expect(fixture("prove", "--position", "0", "--disclose").code == .done)
  }

  @Test func `a proof is compared with a checkpoint that was kept, or linked to it`() throws {
    let proof = try keep("proof", "prove", "1")
    let kept = try keep("kept", "checkpoint")
    #expect(verifyAlone("--proof", proof, "--checkpoint", kept).code == .done)
    _ = try fixture.append(CommandLineFixture.meeting("会四"), name: "d.json")
    let later = try keep("later", "checkpoint")
    let unlinked = verifyAlone("--proof", proof, "--checkpoint", later)
    #expect(unlinked.code == .untrustworthy)
    #expect(unlinked.output.contains("archivist prove --consistency"))
    let growth = try keep("growth", "prove", "--consistency", kept)
    let linked = verifyAlone("--proof", proof, "--proof", growth, "--checkpoint", later)
    #expect(linked.code == .done, "\(linked.output)")
    #expect(linked.output.contains("the first 6 events are unchanged, 1 added since"))
    // With the archive at hand nothing has to be linked.
    let beside = fixture("verify", "--proof", proof, "--checkpoint", later, "--checkpoint", kept)
    #expect(beside.code == .done, "\(beside.output)")
    #expect(beside.output.contains("a checkpoint of 6 events: unchanged, 1 added since"))
    #expect(beside.output.contains("a checkpoint of 7 events: unchanged, 0 added since"))
  }

  @Test func `a proof of another archive, or of more than there is, is told`() throws {
    let proof = try keep("proof", "prove", "1")
    let other = fixture.folder.path("other")
    #expect(fixture.run(["init", other, "--name", "其他"]).code == .done)
    let foreign = fixture.run(["verify", "--archive", other, "--proof", proof])
    #expect(foreign.code == .untrustworthy)
    #expect(foreign.output.contains("this archive does not confirm its checkpoint of 6 events"))
    #expect(foreign.output.contains("the checkpoint is one of archivist/"))
    let lines = try fixture.folder.text(of: "archive/log/00000000000000000000.jsonl")
      .split(separator: "\n", omittingEmptySubsequences: false)
    try fixture.folder.write(
      lines[..<4].joined(separator: "\n") + "\n", to: "archive/log/00000000000000000000.jsonl")
    let cut = fixture("verify", "--proof", proof)
    #expect(cut.code == .untrustworthy)
    #expect(cut.output.contains("the checkpoint counts 6 events, the log has only 4"))
  }

  @Test func `a log that is no continuation of a checkpoint proves nothing`() throws {
    let checkpoint = fixture("checkpoint").output
    let longer = try fixture.folder.write(
      checkpoint.replacing("\n6\n", with: "\n9\n"), to: "longer")
    let outcome = fixture("prove", "--consistency", longer)
    #expect(outcome.code == .untrustworthy)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("counts 9 events, the log has only 6"))
    let none = try fixture.folder.write("nonsense", to: "none")
    #expect(fixture("prove", "--consistency", none).code == .refused)
  }

  @Test func `what cannot be proved, or is asked wrongly, is refused in words`() throws {
    for (line, code, message) in [
      (["prove", "9"], ExitCode.refused, "there is no record 9"),
      (["prove", "--position", "6"], .refused, "there is no position 6: the log has 6 events"),
      (["prove"], .usage, "'prove' needs one of NUMBER, --position POSITION"),
      (["prove", "1", "--position", "1"], .usage, "'prove' needs one of"),
      (["prove", "1", "--consistency", "x"], .usage, "'prove' needs one of"),
      (["prove", "1", "--ceiling", "closed"], .usage, "--ceiling stands only with --disclose"),
      (["prove", "--consistency", "x", "--disclose"], .usage, "--disclose and --ceiling are for"),
      (["prove", "--position", "-1"], .usage, "expected a position"),
      (["prove", "--consistency", "/no/such/file"], .noInput, "/no/such/file"),
      (["verify", "--proof", "/no/such/file"], .noInput, "/no/such/file"),
    ] {
      let outcome = fixture.run(line + ["--archive", fixture.archive])
      #expect(outcome.code == code, "\(line)")
      #expect(outcome.messages.contains(message), "\(line): \(outcome.messages)")
    }
    let none = try fixture.folder.write("{\"path\":[7]}", to: "none")
    let outcome = verifyAlone("--proof", none)
    #expect(outcome.code == .untrustworthy)
    #expect(outcome.output.contains("this is no proof: byte 0, $: there is no member"))
  }

  @Test func `programs are told of each proof`() throws {
    let proof = try keep("proof", "prove", "1")
    let alone = try verifyAlone("--proof", proof, "--format", "json").json() as? [String: Any]
    #expect(alone?["sound"] as? Bool == true)
    #expect(alone?["size"] == nil)
    let told = (alone?["proofs"] as? [[String: Any]])?.first
    #expect(told?["position"] as? Int == 2)
    #expect(told?["size"] as? Int == 6)
    #expect((told?["findings"] as? [String])?.isEmpty == true)
    let beside = try fixture("verify", "--proof", proof, "--format", "json").json()
    #expect((beside as? [String: Any])?["size"] as? Int == 6)
  }

  @Test func `what is told of proofs keeps within the terminal`() throws {
    let proof = try keep("proof", "prove", "1", "--disclose")
    let bad = try fixture.folder.write(
      try fixture.folder.text(of: "proof").replacing("会一", with: "会二"), to: "bad")
    for width in [60, 80, 120] {
      fixture.width = width
      for language in Language.allCases {
        let outcome = fixture.run([
          "verify", "--proof", proof, "--proof", bad, "--lang", language.rawValue,
        ])
        #expect(outcome.code == .untrustworthy)
        for line in outcome.output.split(separator: "\n") {
          #expect(TextWidth.columns(line) <= width, "\(line)")
        }
      }
    }
  }

  @Test func `a terminal escape in a proof is shown, not obeyed`() throws {
    let proof = try keep("proof", "prove", "1")
    let text = try fixture.folder.text(of: "proof")
    for changed in [
      text.replacing("archivist/", with: "\\u001b[31m/"),
      text.replacing("\"path\"", with: "\"\\u001b[31m\""),
    ] {
      let strange = try fixture.folder.write(changed, to: "strange")
      let outcome = verifyAlone("--proof", strange)
      #expect(!outcome.output.contains("\u{1B}"))
    }
    #expect(fixture("verify", "--proof", proof).code == .done)
  }
}
