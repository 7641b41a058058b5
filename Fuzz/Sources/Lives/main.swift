import TestSupport

// Whole lives of archives by the seeds that ARCHIVIST_SEEDS names; Scripts/torture runs it.
if let problem = try Seeds.firstProblem(of: 1000, { try ArchiveLives.problem(seed: $0) }) {
  print(problem)
  throw BrokenPromise()
}
print("every promise was kept")

/// What ends the program with an error.
struct BrokenPromise: Error {}
