/// In what way two names match.
///
/// All but ``exact`` are close matches, which can be wrong: whoever asks for them should look at
/// them. What tells people apart never matches, closely or not: the first name, even where one has
/// an initial for it (`J. Smith` and `John Smith`), initials that contradict each other (`Michael
/// B. Jordan` and `Michael J. Jordan`), and Jr, Sr, II, III and IV (`Robert Downey Jr.` and `Robert
/// Downey`).
public enum NameMatch: String, CaseIterable, Sendable {
  /// Equal but for case, diacritics, punctuation and what separates the words.
  ///
  /// No name tells namesakes apart: two actresses are called Peyton List.
  case exact
  /// One has middle names that the other lacks: `Sarah Jessica Parker` and `Sarah Parker`.
  ///
  /// A hyphen makes two words one name, and a particle is of the family name: `Mary-Louise Parker`
  /// is not `Mary Parker`, nor is `Robert De Niro` `Robert Niro`.
  case middleName = "middle_name"
  /// One has the initial of a middle name that the other has or lacks: `William H. Macy` is both
  /// `William Hall Macy` and `William Macy`.
  case initial
  /// One has the family name first: `Zhang Ziyi` and `Ziyi Zhang`, `Chow Yun-Fat` and `Yunfat Chow`.
  ///
  /// The words of one are those of the other moved by one place; none is left out or shortened.
  case swappedOrder = "swapped_order"
}
