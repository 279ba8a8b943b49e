/// How a raw tree is laid out.
public enum LayoutName: String, CaseIterable, Sendable {
  /// Whatever the tree looks like.
  case auto
  /// A folder an identity.
  case folders
  /// CASIA-WebFace's own.
  case casiaWebFace = "casia-webface"
  /// FaceScrub's own.
  case faceScrub = "facescrub"
}
