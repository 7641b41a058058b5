/// A meeting that a sentence says was held.
struct FoundMeeting: Sendable {
  var name: MeetingName
  /// The sentence.
  let sentence: Passage
  /// What stands in front of 召开, 主持 or 出席, where somebody does.
  var subject: Passage?
  /// How the sentence says it.
  var way: Way
  /// The day that is told beside it.
  var day: DayWords?

  enum Way: Sendable { case held, convened, presided, attended, acted, spoken }
}
