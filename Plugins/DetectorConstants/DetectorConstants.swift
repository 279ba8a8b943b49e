import PackagePlugin

/// Has dlib's frontal face detector unpacked while the package is built, and compiled in as constants.
///
/// They are of Swift because the package manager compiles nothing else that a plugin writes.
@main
struct DetectorConstants: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let source = context.pluginWorkDirectoryURL.appending(path: "DetectorConstants.swift")
    return [
      .buildCommand(
        displayName: "Unpacking dlib's face detector",
        executable: try context.tool(named: "detector-constants").url, arguments: [source.path],
        outputFiles: [source])
    ]
  }
}
