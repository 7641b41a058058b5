/// An append that was asked for: events for one stream, all of them or none, their payloads found
/// right.
struct AppendRequest: Sendable {
  let events: [ProposedEvent]
  let stream: StreamName
  let expected: ExpectedRevision
  let role: Role
}

/// A request that has its place in a group that is not durable yet.
struct PlacedRequest: Sendable {
  let request: AppendRequest
  let receipt: AppendReceipt

  /// What a request is told that was placed before; nothing where it says something else.
  func receipt(ofAgain events: [ProposedEvent], in stream: StreamName) -> AppendReceipt? {
    let isSame =
      request.stream == stream && request.events.count == events.count
      && zip(request.events, events).allSatisfy { first, again in
        first.id == again.id && first.type == again.type && first.version == again.version
          && first.data == again.data
      }
    guard isSame else { return nil }
    var receipt = receipt
    receipt.wasThereBefore = true
    return receipt
  }
}

/// Several appends as one write group.
extension EventWriter {
  /// Appends batches as one write group, with one sync; gives what became of each, in order.
  ///
  /// A request that is refused leaves the others as they are. A failure of the disk is one for all.
  func append(group requests: [AppendRequest]) -> [Result<AppendReceipt, EventStoreError>] {
    do throws(EventStoreError) {
      try beginGroup()
    } catch {
      return requests.map { _ in .failure(error) }
    }
    var results: [Result<AppendReceipt, EventStoreError>] = []
    let start = nextPosition
    do throws(EventStoreError) {
      for request in requests { results.append(try result(of: request)) }
      if nextInGroup > nextPosition { try finishGroup() } else { abandon() }
    } catch {
      // Nothing of the group is there; what was there before, or was refused, is not touched by it.
      for (index, result) in results.enumerated() {
        if case .success(let receipt) = result, receipt.first >= start {
          results[index] = .failure(error)
        }
      }
      while results.count < requests.count { results.append(.failure(error)) }
    }
    return results
  }

  /// Places a request in the group, or tells why it is refused.
  ///
  /// - Throws: what takes the whole group back, because it went wrong when something was placed.
  private func result(
    of request: AppendRequest
  ) throws(EventStoreError) -> Result<AppendReceipt, EventStoreError> {
    let before = group?.next
    do throws(EventStoreError) {
      return .success(try place(request))
    } catch {
      guard let before, group?.next == before else {
        abandon()
        throw error
      }
      return .failure(error)
    }
  }

  private var nextInGroup: Position { group?.next ?? nextPosition }

  private func place(_ request: AppendRequest) throws(EventStoreError) -> AppendReceipt {
    if let receipt = try receipt(ofEarlier: request.events, in: request.stream) { return receipt }
    let first = nextInGroup
    try add(
      request.events, to: request.stream, expecting: request.expected, by: request.role,
      areChecked: true)
    endBatch()
    guard let open = group else { throw .latched }
    let receipt = AppendReceipt(
      first: first, count: request.events.count, recordedAt: open.recordedAt)
    notePlaced(PlacedRequest(request: request, receipt: receipt))
    return receipt
  }
}
