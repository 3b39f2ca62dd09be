//! What an owner says about a thing: the form, judged field by field.

use ledger::{
    CategoryCode, HutId, Points,
    category::{Family, category},
    operation::{
        item::{Approval, Condition, DEPOSIT_MAX, ItemTerms, LOAN_DAYS_MAX},
        listing::ContentRef,
    },
};
use projections::items::Item;

use crate::content::ItemText;
use crate::forms::{Choice, FieldErrors};
use crate::uploads::Upload;
use crate::{AppState, Error, Page};

const TITLE_CHARACTERS_MIN: usize = 2;
const TITLE_CHARACTERS_MAX: usize = 40;
const TEXT_CHARACTERS_MAX: usize = 500;
const PARTS_MAX: usize = 12;
const PART_CHARACTERS_MAX: usize = 40;
const TENTHS: i64 = 10;

/// Everything as typed.
#[derive(Clone, Debug)]
pub(super) struct ItemForm {
    pub(super) title: String,
    pub(super) category: String,
    pub(super) description: String,
    pub(super) condition: String,
    pub(super) parts: String,
    pub(super) hygiene: String,
    pub(super) deposit: String,
    pub(super) days: String,
    pub(super) approval: String,
    pub(super) hut: String,
    pub(super) photo: String,
}

/// The choices of the form.
pub(super) struct Choices {
    pub(super) categories: Vec<(String, Vec<Choice>)>,
    pub(super) conditions: Vec<Choice>,
    pub(super) approvals: Vec<Choice>,
    pub(super) huts: Vec<(String, Vec<Choice>)>,
}

impl Choices {
    pub(super) async fn of(state: &AppState, page: &Page) -> Result<Self, Error> {
        Ok(Self {
            categories: crate::view::categories::groups_of_things(page.t),
            conditions: conditions(page),
            approvals: ["instant", "on_request"]
                .map(|code| {
                    let hint = page.t.get(&format!("item-approval-{code}-hint"));
                    Choice::new(code, page.t.get(&format!("item-approval-{code}"))).hint(hint)
                })
                .to_vec(),
            huts: crate::pages::listings::new::huts(state, page).await?,
        })
    }
}

/// How a thing can look, best first.
pub(crate) fn conditions(page: &Page) -> Vec<Choice> {
    ["new", "good", "worn", "damaged"]
        .map(|code| Choice::new(code, page.t.get(&format!("condition-{code}"))))
        .to_vec()
}

pub(crate) fn condition(code: &str) -> Option<Condition> {
    Some(match code {
        "new" => Condition::New,
        "good" => Condition::Good,
        "worn" => Condition::Worn,
        "damaged" => Condition::Damaged,
        _ => return None,
    })
}

pub(crate) const fn condition_code(condition: Condition) -> &'static str {
    match condition {
        Condition::New => "new",
        Condition::Good => "good",
        Condition::Worn => "worn",
        Condition::Damaged => "damaged",
    }
}

impl ItemForm {
    pub(super) fn fresh() -> Self {
        Self {
            title: String::new(),
            category: String::new(),
            description: String::new(),
            condition: "good".to_owned(),
            parts: String::new(),
            hygiene: String::new(),
            deposit: "0".to_owned(),
            days: "7".to_owned(),
            approval: "on_request".to_owned(),
            hut: String::new(),
            photo: String::new(),
        }
    }

    pub(super) fn of_upload(upload: &Upload) -> Self {
        let text = |name: &str| upload.text(name).trim().to_owned();
        Self {
            title: text("title"),
            category: text("category"),
            description: text("description"),
            condition: text("condition"),
            parts: text("parts"),
            hygiene: text("hygiene"),
            deposit: text("deposit"),
            days: text("days"),
            approval: text("approval"),
            hut: text("hut"),
            photo: upload.photo_text(),
        }
    }

    pub(super) fn of_item(item: &Item, text: ItemText) -> Self {
        let terms = &item.terms;
        Self {
            title: text.title,
            category: terms.category.0.to_string(),
            description: text.description,
            condition: condition_code(terms.condition).to_owned(),
            parts: text.parts.join("\n"),
            hygiene: text.hygiene,
            deposit: (terms.deposit.0 / TENTHS).to_string(),
            days: terms.loan_days.to_string(),
            approval: match terms.approval {
                Approval::Instant => "instant",
                Approval::OnRequest => "on_request",
            }
            .to_owned(),
            hut: terms.hut.map(|hut| hut.to_string()).unwrap_or_default(),
            photo: text.photo.unwrap_or_default(),
        }
    }

    /// The terms as the ledger takes them, with the words in the store; or complaints and nothing.
    pub(super) fn judge(
        &self,
        state: &AppState,
        page: &Page,
        errors: &mut FieldErrors,
    ) -> Result<Option<ItemTerms>, Error> {
        let t = page.t;
        self.judge_words(page, errors);
        let category = thing(&self.category);
        if category.is_none() {
            errors.add("category", t.get("item-category-error"));
        }
        let condition = condition(&self.condition);
        if condition.is_none() {
            errors.add("condition", t.get("item-condition-error"));
        }
        let deposit = deposit(&self.deposit);
        if deposit.is_none() {
            errors.add("deposit", t.get("item-deposit-error"));
        }
        let days = crate::typed::plain(&self.days).parse().ok();
        let days = days.filter(|days| (1..=LOAN_DAYS_MAX).contains(days));
        if days.is_none() {
            errors.add("days", t.get("item-days-error"));
        }
        let (Some(category), Some(condition), Some(deposit), Some(loan_days), true) =
            (category, condition, deposit, days, errors.is_empty())
        else {
            return Ok(None);
        };
        Ok(Some(ItemTerms {
            category,
            content: self.store(state)?,
            condition,
            deposit,
            loan_days,
            approval: match self.approval.as_str() {
                "instant" => Approval::Instant,
                _ => Approval::OnRequest,
            },
            hut: HutId::from_hex(&self.hut),
        }))
    }

    fn judge_words(&self, page: &Page, errors: &mut FieldErrors) {
        let t = page.t;
        let title = self.title.chars().count();
        if title < TITLE_CHARACTERS_MIN {
            errors.add("title", t.get("item-title-short"));
        } else if title > TITLE_CHARACTERS_MAX {
            errors.add("title", t.get("item-title-long"));
        }
        if self.description.chars().count() > TEXT_CHARACTERS_MAX {
            errors.add("description", t.get("item-text-long"));
        }
        if self.hygiene.chars().count() > TEXT_CHARACTERS_MAX {
            errors.add("hygiene", t.get("item-text-long"));
        }
        let too_long = |part: &String| part.chars().count() > PART_CHARACTERS_MAX;
        if self.part_list().len() > PARTS_MAX || self.part_list().iter().any(too_long) {
            errors.add("parts", t.get("item-parts-error"));
        }
    }

    fn part_list(&self) -> Vec<String> {
        let lines = self.parts.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn store(&self, state: &AppState) -> Result<ContentRef, Error> {
        let text = ItemText {
            title: self.title.clone(),
            description: self.description.clone(),
            parts: self.part_list(),
            hygiene: self.hygiene.clone(),
            photo: Some(self.photo.clone()).filter(|photo| !photo.is_empty()),
        };
        state.desk.content.put(&text).map_err(Error::internal)
    }
}

/// A category of things that a form names.
fn thing(text: &str) -> Option<CategoryCode> {
    let code = crate::view::categories::parse(text)?;
    category(code)
        .filter(|row| row.family == Family::Item)
        .map(|row| row.code)
}

/// Whole points, none for no deposit.
fn deposit(typed: &str) -> Option<Points> {
    let whole: i64 = match crate::typed::plain(typed).as_str() {
        "" => 0,
        typed => typed.parse().ok()?,
    };
    let points = Points(whole.checked_mul(TENTHS)?);
    (points >= Points::ZERO && points <= DEPOSIT_MAX).then_some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deposit_is_whole_points_up_to_a_hundred() {
        assert_eq!(deposit(""), Some(Points(0)));
        assert_eq!(deposit("１０"), Some(Points(100)));
        assert_eq!(deposit("100"), Some(Points(1000)));
        for refused in ["101", "-1", "1.5", "十", "99999999999999999999"] {
            assert_eq!(deposit(refused), None, "{refused}");
        }
    }

    #[test]
    fn only_things_are_things() {
        assert!(thing("101").is_some());
        for other in ["201", "", "电钻", "99"] {
            assert_eq!(thing(other), None, "{other}");
        }
    }
}
