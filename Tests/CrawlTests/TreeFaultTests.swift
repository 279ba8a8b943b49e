import Crawl
import Testing

@Suite("Why something cannot be a source image")
struct TreeFaultTests {
  @Test("has one of the reasons of rejected.jsonl")
  func reasons() {
    let faults: [(TreeFault, String)] = [
      (.linkOutside, "link"), (.linkLoop, "link"), (.linkNested, "link"), (.linkBroken(2), "link"),
      (.special(.pipe), "special_file"), (.special(.device), "special_file"),
      (.folderUnreadable(13), "unreadable"), (.outsideLayout(template: "*"), "not_in_layout"),
      (.leftOut(because: "a crop"), "not_in_layout"),
      (.notInMetadata(files: "list.txt"), "not_in_metadata"), (.metadata("a list"), "metadata"),
    ]
    for (fault, reason) in faults { #expect(fault.reason == reason) }
  }

  @Test("is said in a sentence with the system's words")
  func details() {
    #expect(
      TreeFault.linkBroken(2).detail
        == "the symbolic link leads nowhere: No such file or directory")
    #expect(
      TreeFault.folderUnreadable(13).detail == "the folder cannot be listed: Permission denied")
    #expect(TreeFault.leftOut(because: "a crop").detail == "the layout leaves it out: a crop")
    #expect(
      TreeFault.notInMetadata(files: "list.txt").detail
        == "no line of list.txt tells of it")
    #expect(TreeFault.special(.pipe).detail == "the file is a named pipe")
  }
}
