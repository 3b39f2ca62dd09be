//! What the four steps send: always all of it, so that nothing typed is lost.

use serde::Deserialize;

/// One of the four questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    What,
    When,
    Where,
    Check,
}

impl Step {
    pub(super) const ALL: [Self; 4] = [Self::What, Self::When, Self::Where, Self::Check];

    /// Its number, as the reader counts.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::What => 1,
            Self::When => 2,
            Self::Where => 3,
            Self::Check => 4,
        }
    }

    pub(super) fn next(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|step| step.number() == self.number() + 1)
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|step| step.number().to_string() == text)
    }
}

/// One proposed time: a day, a part of it, and the fields they are typed into.
pub(super) struct TimeRow<'a> {
    pub(super) day_field: &'static str,
    pub(super) day: &'a str,
    pub(super) part_field: &'static str,
    pub(super) part: &'a str,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DraftForm {
    /// The step that was filled in.
    pub(super) step: String,
    /// Where a button leads: nothing for onwards, or the number of a step.
    pub(super) go: String,
    pub(super) category: String,
    pub(super) other: String,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) day1: String,
    pub(super) part1: String,
    pub(super) day2: String,
    pub(super) part2: String,
    pub(super) day3: String,
    pub(super) part3: String,
    pub(super) minutes: String,
    pub(super) place: String,
    pub(super) hut: String,
    pub(super) for_whom: String,
    pub(super) description: String,
    pub(super) capacity: String,
    /// Each language as the box of its own code.
    pub(super) yue: String,
    pub(super) cmn: String,
    pub(super) eng: String,
    pub(super) per_week: String,
    pub(super) over_sixty: String,
}

impl DraftForm {
    /// The form before anything was typed, with what most people mean.
    pub(super) fn fresh() -> Self {
        Self {
            minutes: "60".to_owned(),
            capacity: "1".to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn step(&self) -> Step {
        Step::parse(&self.step).unwrap_or(Step::What)
    }

    /// The earlier step that a button named; nobody jumps ahead.
    pub(super) fn wanted_step(&self) -> Option<Step> {
        Step::parse(&self.go).filter(|wanted| *wanted < self.step())
    }

    /// The rows of the time question, as typed.
    pub(super) fn rows<'a>(&'a self) -> [TimeRow<'a>; 3] {
        let row = |day_field, day: &'a String, part_field, part: &'a String| TimeRow {
            day_field,
            day,
            part_field,
            part,
        };
        [
            row("day1", &self.day1, "part1", &self.part1),
            row("day2", &self.day2, "part2", &self.part2),
            row("day3", &self.day3, "part3", &self.part3),
        ]
    }

    /// The languages that were ticked, by their ISO 639-3 codes.
    pub(super) fn languages(&self) -> Vec<String> {
        let boxes = [("yue", &self.yue), ("cmn", &self.cmn), ("eng", &self.eng)];
        let ticked = boxes.into_iter().filter(|(_, value)| !value.is_empty());
        ticked.map(|(code, _)| code.to_owned()).collect()
    }

    /// Whether more than the first time was filled in.
    pub(super) fn has_more_times(&self) -> bool {
        let [_, second, third] = self.rows();
        [second, third]
            .iter()
            .any(|row| !row.day.is_empty() || !row.part.is_empty())
    }

    /// What a step does not ask, to be carried along unseen.
    pub(super) fn carried(&self, step: &Step) -> Vec<(&'static str, &str)> {
        let fields = [
            (Step::What, "category", &self.category),
            (Step::What, "other", &self.other),
            (Step::What, "title", &self.title),
            (Step::When, "when", &self.when),
            (Step::When, "day1", &self.day1),
            (Step::When, "part1", &self.part1),
            (Step::When, "day2", &self.day2),
            (Step::When, "part2", &self.part2),
            (Step::When, "day3", &self.day3),
            (Step::When, "part3", &self.part3),
            (Step::When, "minutes", &self.minutes),
            (Step::Where, "place", &self.place),
            (Step::Where, "hut", &self.hut),
            (Step::Where, "for_whom", &self.for_whom),
            (Step::Where, "description", &self.description),
            (Step::Where, "capacity", &self.capacity),
            (Step::Where, "yue", &self.yue),
            (Step::Where, "cmn", &self.cmn),
            (Step::Where, "eng", &self.eng),
            (Step::Where, "per_week", &self.per_week),
            (Step::Where, "over_sixty", &self.over_sixty),
        ];
        let unseen = fields.into_iter().filter(|(asked, ..)| asked != step);
        unseen
            .map(|(_, name, value)| (name, value.as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_leads_back_and_never_ahead() {
        let form = |step: &str, go: &str| DraftForm {
            step: step.to_owned(),
            go: go.to_owned(),
            ..DraftForm::default()
        };
        assert_eq!(form("4", "2").wanted_step(), Some(Step::When));
        assert_eq!(form("2", "4").wanted_step(), None);
        assert_eq!(form("2", "").wanted_step(), None);
        assert_eq!(form("9", "1").step(), Step::What);
    }

    #[test]
    fn every_field_is_carried_by_all_steps_but_its_own() {
        let form = DraftForm::fresh();
        let all = form.carried(&Step::Check).len();
        let own: usize = [Step::What, Step::When, Step::Where]
            .iter()
            .map(|step| all - form.carried(step).len())
            .sum();
        assert_eq!(own, all);
    }
}
