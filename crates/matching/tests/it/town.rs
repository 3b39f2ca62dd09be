//! A small town: two subdistricts, a few categories, and listings that read like sentences.

use std::sync::{Arc, OnceLock};

use matching::{
    Area, AreaLevel, AreaTree, Category, CategoryEntry, Index, ListingId, Need, Offer, Parameters,
    PartyId, Place, ProviderFacts, Synonyms, Taxonomy, Text, Words,
};

pub(crate) const SKILLS: Category = Category(1);
pub(crate) const GROOMING: Category = Category(10);
pub(crate) const HAIRCUT: Category = Category(11);
pub(crate) const SHAVE: Category = Category(12);
pub(crate) const NURSING: Category = Category(13);
pub(crate) const COMPANION: Category = Category(14);
pub(crate) const TOOLS: Category = Category(20);
pub(crate) const MEDICAL: Category = Category(30);
pub(crate) const MASKS: Category = Category(31);

pub(crate) const DISTRICT: Area = Area(1);
pub(crate) const WEST: Area = Area(10);
pub(crate) const EAST: Area = Area(11);
pub(crate) const WEST_ONE: Area = Area(100);
pub(crate) const WEST_TWO: Area = Area(101);
pub(crate) const EAST_ONE: Area = Area(110);

pub(crate) fn areas() -> AreaTree {
    let row = |area, level, parent| Place {
        area,
        level,
        parent,
    };
    AreaTree::new([
        row(WEST_ONE, AreaLevel::Community, Some(WEST)),
        row(WEST_TWO, AreaLevel::Community, Some(WEST)),
        row(EAST_ONE, AreaLevel::Community, Some(EAST)),
        row(WEST, AreaLevel::Subdistrict, Some(DISTRICT)),
        row(EAST, AreaLevel::Subdistrict, Some(DISTRICT)),
        row(DISTRICT, AreaLevel::District, None),
    ])
    .unwrap()
}

pub(crate) fn entry(category: Category, parent: Option<Category>, names: &str) -> CategoryEntry {
    CategoryEntry {
        category,
        parent,
        names: names.split_whitespace().map(str::to_owned).collect(),
        words: Vec::new(),
        licence_needed: category == NURSING,
    }
}

pub(crate) fn taxonomy() -> Taxonomy {
    Taxonomy::new([
        entry(SKILLS, None, "技能 skills"),
        entry(GROOMING, Some(SKILLS), "美容美发 grooming"),
        entry(HAIRCUT, Some(GROOMING), "理发 haircut"),
        entry(SHAVE, Some(GROOMING), "修面 shave"),
        entry(NURSING, Some(SKILLS), "护理 nursing"),
        entry(COMPANION, Some(SKILLS), "陪诊"),
        entry(TOOLS, None, "工具 tools"),
        entry(MEDICAL, None, "医疗物资"),
        entry(MASKS, Some(MEDICAL), "口罩 mask"),
    ])
    .unwrap()
}

/// Loading the dictionary takes a moment, so every test shares one.
pub(crate) fn words() -> Arc<Words> {
    static WORDS: OnceLock<Arc<Words>> = OnceLock::new();
    Arc::clone(WORDS.get_or_init(|| Arc::new(Words::new(Synonyms::neighbourhood(), &taxonomy()))))
}

pub(crate) fn empty_index() -> Index {
    Index::new(words(), taxonomy(), areas(), Parameters::default())
}

pub(crate) fn index_of(needs: &[Need], offers: &[Offer]) -> Index {
    let mut index = empty_index();
    for need in needs {
        index.insert_need(need).unwrap();
    }
    for offer in offers {
        index.insert_offer(offer).unwrap();
    }
    index
}

pub(crate) const fn id(number: u8) -> ListingId {
    let mut bytes = [0; 16];
    bytes[15] = number;
    ListingId(bytes)
}

pub(crate) const fn party(number: u8) -> PartyId {
    let mut bytes = [0; 16];
    bytes[15] = number;
    PartyId(bytes)
}

fn text(title: &str) -> Text {
    Text {
        title: title.to_owned(),
        description: String::new(),
    }
}

/// A need of party 100 + number, any time, for one.
pub(crate) fn need(number: u8, category: Category, area: Area, title: &str) -> Need {
    Need {
        id: id(number),
        party: party(100 + number),
        category,
        area,
        windows: Vec::new(),
        capacity: 1,
        taken: 0,
        languages: Vec::new(),
        widened: false,
        text: text(title),
    }
}

/// An offer of party 200 + number % 50, any time, for one.
pub(crate) fn offer(number: u8, category: Category, area: Area, title: &str) -> Offer {
    Offer {
        id: id(number),
        party: party(200 + number % 50),
        category,
        area,
        windows: Vec::new(),
        capacity: 1,
        taken: 0,
        provider: ProviderFacts::default(),
        text: text(title),
    }
}
