import Testing

@testable import Archive

/// The numbers of official documents.
@Suite struct DocumentNumberTests {
  @Test(arguments: [
    "渝府办发〔2020〕40号", "渝府办发[2020]40号", "渝府办发(2020)40号", "渝府办发（2020）40号",
    "渝府办发【2020】40号", "渝府办发〖2020〗40号", "渝府办发［2020］40号", "渝府办发{2020}40号",
    "渝府办发｛2020｝40号", "渝府办发<2020>40号", "渝府办发〈2020〉40号", "渝府办发《2020》40号",
    "渝府办发〔２０２０〕４０号", "渝府办发 〔2020〕 40 号", "渝府办发　〔 2020 〕40号", "渝府办发〔2020〕040号",
    "渝府办发〔2020〕第40号", "渝府办发〔2020〕40號", "渝府办发（２０２０）第 040 号", "渝府办发\n〔2020〕40号",
  ])
  func `every way to write a number is the same number`(text: String) {
    let number = DocumentNumber(text)
    #expect(number.canonical == "渝府办发〔2020〕40号")
    #expect(number.agency == "渝府办发")
    #expect(number.year == 2020)
    #expect(number.serial == 40)
    #expect(number == DocumentNumber("渝府办发〔2020〕40号"))
  }

  @Test(arguments: [
    ("国令第743号", "国令第743号"), ("Int 2026-001", "Int2026-001"), ("〔2020〕40号", "〔2020〕40号"),
    ("渝府办发〔20〕40号", "渝府办发〔20〕40号"), ("渝府办发〔2020〕号", "渝府办发〔2020〕号"),
    ("渝府办发〔2020〕四十号", "渝府办发〔2020〕四十号"), ("渝府办发2020年40号", "渝府办发2020年40号"),
    ("渝府办发〕2020〔40号", "渝府办发〕2020〔40号"), ("（试）Ａ １号", "〔试〕A1号"), ("", ""),
    ("渝府办发〔2020〕40", "渝府办发〔2020〕40"), ("渝府办发〔2020〕1234567890号", "渝府办发〔2020〕1234567890号"),
  ])
  func `a number of an unusual form is kept, but for brackets, widths and spaces`(
    text: String, canonical: String
  ) {
    let number = DocumentNumber(text)
    #expect(number.canonical == canonical)
    #expect(number.agency == nil && number.year == nil && number.serial == nil)
  }

  @Test func `different numbers stay different`() {
    let numbers = [
      "渝府办发〔2020〕40号", "渝府办发〔2020〕4号", "渝府办发〔2020〕400号", "渝府办发〔2021〕40号", "渝府发〔2020〕40号",
    ]
    #expect(Set(numbers.map { DocumentNumber($0) }).count == numbers.count)
  }

  @Test func `the canonical form is its own canonical form`() {
    for text in ["渝府办发(2020)第040号", "国令第743号", "（试）Ａ １号", "a{b}<c>"] {
      let canonical = DocumentNumber(text).canonical
      #expect(DocumentNumber(canonical).canonical == canonical)
    }
  }

  @Test(arguments: ["渝府办发﹝2020﹞40号", "渝府办发﹙2020﹚40号", "渝府办发︹2020︺40号", "渝府办发〔2020〕④⓪号"])
  func `what NFKC makes alike is the same number`(text: String) {
    // domain.md: "canonical after NFKC, every bracket pair → 〔〕". Government pages do write ﹝﹞.
    #expect(DocumentNumber(text).canonical == "渝府办发〔2020〕40号")
  }

  @Test(arguments: ["渝府办发〔2020〕+40号", "渝府办发〔2020〕-40号", "渝府办发〔+2020〕40号"])
  func `a sign is no digit`(text: String) {
    #expect(DocumentNumber(text).canonical == text)
    #expect(DocumentNumber(text).serial == nil)
  }

  @Test func `leading zeros do not count behind an agency with brackets in its name`() {
    // domain.md: "no leading zeros in the serial", whatever stands in front.
    #expect(DocumentNumber("渝财（综）〔2020〕007号") == DocumentNumber("渝财（综）〔2020〕7号"))
  }
}
