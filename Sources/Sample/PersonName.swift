/// Names of people who do not exist, as folder names.
enum PersonName {
  /// The name of the person with this index: each index's is another.
  static func at(_ index: Int) -> String {
    let (round, place) = index.quotientAndRemainder(dividingBy: names.count)
    return round == 0 ? names[place] : "\(names[place])_\(round + 1)"
  }

  /// In the alphabet's order, with pigments for surnames.
  private static let names = [
    "Ada_Umber", "Ben_Ochre", "Cleo_Sienna", "Dov_Cobalt", "Eva_Madder", "Finn_Viridian",
    "Gia_Carmine", "Hugo_Sepia", "Ines_Indigo", "Jan_Cinnabar", "Kim_Celadon", "Lars_Gamboge",
    "Mina_Azurite", "Noor_Realgar", "Otto_Malachite", "Pia_Vermilion", "Quin_Bistre",
    "Rosa_Alizarin", "Sven_Smalt", "Tara_Orpiment", "Ugo_Verdigris", "Vera_Massicot",
    "Wim_Cerulean", "Xia_Lampblack", "Yara_Saffron", "Zeno_Weld",
  ]
}
