//! The name that neighbours see: a short form of the legal name until its owner chooses another.

/// The two-character family names that are still common.
const COMPOUND_SURNAMES: [&str; 24] = [
    "欧阳", "司徒", "上官", "诸葛", "司马", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙",
    "宇文", "夏侯", "轩辕", "钟离", "闻人", "申屠", "太史", "端木", "南宫", "独孤", "澹台", "百里",
];
const NEIGHBOUR: &str = "邻居";

/// Shortens a legal name to a family name and "neighbour", which guesses neither sex nor age.
pub(crate) fn short_form(name: &str) -> String {
    let name = name.trim();
    // Names with several parts put the given name first; it stands alone.
    if let Some((first, _)) = name.split_once(['·', '•', ' ']) {
        return first.to_owned();
    }
    let compound = COMPOUND_SURNAMES
        .iter()
        .find(|surname| name.starts_with(**surname));
    let surname = match compound {
        Some(surname) if name.chars().count() > 2 => (*surname).to_owned(),
        _ if name.is_ascii() => return name.to_owned(),
        _ => name.chars().take(1).collect(),
    };
    surname + NEIGHBOUR
}

#[cfg(test)]
mod tests {
    use super::short_form;

    #[test]
    fn names_are_shortened_by_their_custom() {
        for (name, short) in [
            ("陈建国", "陈邻居"),
            ("欧阳小明", "欧阳邻居"),
            ("欧阳", "欧邻居"),
            ("阿依古丽·买买提", "阿依古丽"),
            ("Maria Silva", "Maria"),
            ("Zoe", "Zoe"),
        ] {
            assert_eq!(short_form(name), short);
        }
    }
}
