import Align
import Glibc
import Testing

@testable import Job

@Suite("A fork server that is started ahead")
struct ForkServerStartTests {
  private func failure(
    _ program: WorkerProgram, landmarkModel: String = JobSettings.defaultLandmarkModel,
    interruption: Interruption = Interruption()
  ) -> ForkServer.Failure? {
    let start = ForkServerStart(program, landmarkModel: landmarkModel)
    start.begin()
    do throws(ForkServer.Failure) {
      _ = try start.take(interruption: interruption)
      return nil
    } catch {
      return error
    }
  }

  @Test("has the models when it is taken", arguments: [0, 1, 2])
  func models(begun: Int) throws {
    let start = ForkServerStart(
      TestWorkers.program, landmarkModel: JobSettings.defaultLandmarkModel)
    for _ in 0..<begun { start.begin() }
    let server = try start.take(interruption: Interruption())
    let worker = try server.start(AlignSettings())
    #expect(worker.process > 0)
    worker.closeSockets()
    #expect(try server.end(of: worker.process) == .status(0))
  }

  @Test("that cannot be started is refused when it is taken")
  func noProgram() {
    guard case .refused(ENOENT, _) = failure(WorkerProgram(path: "/nowhere", arguments: []))
    else {
      Issue.record("a program that is not there was started")
      return
    }
  }

  @Test("that ends at once is gone when it is taken")
  func gone() {
    guard case .gone = failure(WorkerProgram(path: "/bin/true", arguments: [])) else {
      Issue.record("a program that has ended was taken for a server")
      return
    }
  }

  @Test("says when it is taken what is wrong with the model")
  func noModel() {
    guard case .refused(0, let problem) = failure(TestWorkers.program, landmarkModel: "/nowhere")
    else {
      Issue.record("a model that is not there was loaded")
      return
    }
    #expect(problem.hasPrefix("/nowhere: "))
  }

  @Test("is not waited for when the run is to end")
  func interrupted() {
    let interruption = Interruption()
    interruption.request()
    let program = WorkerProgram(path: "/bin/sleep", arguments: ["60"])
    guard case .interrupted = failure(program, interruption: interruption) else {
      Issue.record("the wait had another end")
      return
    }
  }
}
