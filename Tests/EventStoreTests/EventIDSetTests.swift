import Testing

@testable import EventStore

/// What a verification notices identities by.
@Suite struct EventIDSetTests {
  private static func id(_ number: UInt64) -> EventID {
    // Many have the same random bits in one of their words.
    EventID(at: Timestamp(milliseconds: 5), random: (number % 7, number / 7))
  }

  @Test func `an identity is new the first time and known from then on`() {
    var ids = EventIDSet()
    for number in 0..<5_000 as Range<UInt64> {
      let isNew = ids.insert(EventIDSetTests.id(number))
      #expect(isNew)
      // One of the earlier ones, also of those that were there before the table grew.
      let isNewAgain = ids.insert(EventIDSetTests.id(number / 2))
      #expect(!isNewAgain)
    }
    #expect(ids.count == 5_000)
  }
}
