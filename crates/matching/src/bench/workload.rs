//! A made-up district: listings in household Chinese, spread over communities and hours.

use super::Workload;
use crate::{
    Area, AreaLevel, AreaTree, Category, CategoryEntry, Language, ListingId, Need, Offer, PartyId,
    Place, ProviderFacts, Taxonomy, Text, Window,
};

/// A generated district with its data tables.
#[derive(Debug, Clone)]
pub struct District {
    /// The needs.
    pub needs: Vec<Need>,
    /// The offers.
    pub offers: Vec<Offer>,
    /// The categories.
    pub taxonomy: Taxonomy,
    /// The places.
    pub areas: AreaTree,
}

/// Category names; every line is one category, its words apart by spaces.
const SUBJECTS: &str = include_str!("../../data/bench_subjects.txt");
const NEED_FORMS: [&str; 4] = [
    "想找人帮忙{}",
    "老人需要{},行动不便",
    "周末求{},很急",
    "家里需要{},可以先电话联系",
];
const OFFER_FORMS: [&str; 4] = [
    "可以提供{},有经验",
    "周末有空,愿意帮邻居{}",
    "免费{},就在楼下",
    "退休师傅{},随叫随到",
];
const DETAILS: [&str; 8] = [
    "住在五楼没有电梯",
    "上午比较方便",
    "自带工具",
    "请提前一天说",
    "孩子放学以后",
    "只要半小时",
    "社区活动中心见面",
    "费用不收,记积分就好",
];
const SUBDISTRICTS: u64 = 4;
const COMMUNITIES: u64 = 144;
const DISTRICT: Area = Area(1);
const HOUR_MS: u64 = 3_600_000;

/// Generates a district; the same workload gives the same district everywhere.
#[must_use]
pub fn generate(workload: &Workload) -> District {
    let subjects: Vec<Vec<&str>> = SUBJECTS
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let mut chance = Chance(workload.seed);
    let needs = (0..workload.needs)
        .map(|_| {
            let (category, text) = chance.write(&subjects, &NEED_FORMS);
            Need {
                id: ListingId(chance.bytes()),
                party: PartyId(chance.bytes()),
                category,
                area: chance.community(),
                windows: chance.windows(),
                capacity: 1,
                taken: 0,
                languages: Vec::new(),
                widened: false,
                text,
            }
        })
        .collect();
    let offers = (0..workload.offers)
        .map(|_| write_offer(&mut chance, &subjects))
        .collect();
    District {
        needs,
        offers,
        taxonomy: taxonomy(&subjects),
        areas: areas(),
    }
}

fn write_offer(chance: &mut Chance, subjects: &[Vec<&str>]) -> Offer {
    let (category, text) = chance.write(subjects, &OFFER_FORMS);
    let licences = if chance.below(5) == 0 {
        vec![category]
    } else {
        Vec::new()
    };
    Offer {
        id: ListingId(chance.bytes()),
        party: PartyId(chance.bytes()),
        category,
        area: chance.community(),
        windows: chance.windows(),
        capacity: if chance.below(10) == 0 { 2 } else { 1 },
        taken: 0,
        provider: ProviderFacts {
            licences,
            completed_helps: u32::try_from(chance.below(20)).unwrap_or(0),
            languages: vec![Language(*b"yue"), Language(*b"cmn")],
        },
        text,
    }
}

fn taxonomy(subjects: &[Vec<&str>]) -> Taxonomy {
    let root = CategoryEntry {
        category: Category(0),
        parent: None,
        names: Vec::new(),
        words: Vec::new(),
        licence_needed: false,
    };
    let rows = (1_u16..).zip(subjects).map(|(code, words)| CategoryEntry {
        category: Category(code),
        parent: Some(Category(0)),
        names: words
            .first()
            .map(|word| (*word).to_owned())
            .into_iter()
            .collect(),
        words: Vec::new(),
        licence_needed: false,
    });
    Taxonomy::new(std::iter::once(root).chain(rows)).unwrap_or_default()
}

fn areas() -> AreaTree {
    let area =
        |base: u32, number: u64| Area(base.saturating_add(u32::try_from(number).unwrap_or(0)));
    let district = Place {
        area: DISTRICT,
        level: AreaLevel::District,
        parent: None,
    };
    let subdistricts = (0..SUBDISTRICTS).map(|number| Place {
        area: area(10, number),
        level: AreaLevel::Subdistrict,
        parent: Some(DISTRICT),
    });
    let communities = (0..COMMUNITIES).map(|number| Place {
        area: area(100, number),
        level: AreaLevel::Community,
        parent: Some(area(10, number.checked_rem(SUBDISTRICTS).unwrap_or(0))),
    });
    AreaTree::new(
        std::iter::once(district)
            .chain(subdistricts)
            .chain(communities),
    )
    .unwrap_or_default()
}

/// The splitmix64 sequence: the same seed gives the same numbers everywhere.
struct Chance(u64);

impl Chance {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    fn bytes(&mut self) -> [u8; 16] {
        (u128::from(self.next()) << 64 | u128::from(self.next())).to_be_bytes()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(items.len()).unwrap_or(0);
        items.get(usize::try_from(self.below(count)).unwrap_or(0))
    }

    fn community(&mut self) -> Area {
        Area(100_u32.saturating_add(u32::try_from(self.below(COMMUNITIES)).unwrap_or(0)))
    }

    fn windows(&mut self) -> Vec<Window> {
        let count = self.below(4);
        (0..count)
            .map(|_| {
                let start = self.below(14 * 24).saturating_mul(HOUR_MS);
                let length = self.below(8).saturating_add(2).saturating_mul(HOUR_MS);
                Window {
                    start,
                    end: start.saturating_add(length),
                }
            })
            .collect()
    }

    fn write(&mut self, subjects: &[Vec<&str>], forms: &[&str]) -> (Category, Text) {
        let count = u64::try_from(subjects.len()).unwrap_or(0);
        let number = self.below(count);
        let words = usize::try_from(number).ok().and_then(|at| subjects.get(at));
        let word = words
            .and_then(|words| self.pick(words))
            .copied()
            .unwrap_or_default();
        let other = words
            .and_then(|words| self.pick(words))
            .copied()
            .unwrap_or_default();
        let form = self.pick(forms).copied().unwrap_or_default();
        let first = self.pick(&DETAILS).copied().unwrap_or_default();
        let second = self.pick(&DETAILS).copied().unwrap_or_default();
        let text = Text {
            title: form.replace("{}", word),
            description: format!("{other},{first},{second}"),
        };
        (
            Category(u16::try_from(number).unwrap_or(0).saturating_add(1)),
            text,
        )
    }
}
