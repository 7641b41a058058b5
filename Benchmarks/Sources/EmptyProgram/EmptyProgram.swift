/// Does nothing: what is left of its time is what the system needs to start a program.
@main
enum EmptyProgram {
  static func main() {}
}
