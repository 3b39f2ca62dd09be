//! Chinese and English text becomes comparable words.

use std::collections::BTreeSet;

use crate::town::words;

fn split(text: &str) -> BTreeSet<String> {
    words().split(text)
}

fn has(text: &str, word: &str) -> bool {
    split(text).contains(word)
}

#[test]
fn household_words_are_cut_whole() {
    assert!(has("想给老人上门理发", "理发"));
    assert!(has("周二上午需要陪诊", "陪诊"));
    assert!(has("借电钻用半天", "电钻"));
    assert!(has("借电钻用半天", "借"));
}

#[test]
fn synonyms_fold_onto_one_word() {
    assert!(has("请人剪头发", "理发"));
    assert!(has("陪我妈妈去,陪同就医", "陪诊"));
    assert!(has("冲击钻可外借", "电钻"));
    assert!(has("Free HAIRCUT on Sunday", "理发"));
}

#[test]
fn latin_phrases_fold_like_words() {
    assert!(has("I can lend an electric drill", "电钻"));
    assert!(has("surgical masks wanted", "医用外科口罩"));
}

#[test]
fn letters_inside_other_words_are_not_words() {
    assert!(!has("社区管理发展委员会", "理发"));
}

#[test]
fn compound_supplies_share_their_parts() {
    let surgical = split("医用外科口罩");
    assert!(surgical.contains("医用外科口罩"));
    for part in ["医用", "口罩"] {
        assert!(surgical.contains(part), "{part}");
        assert!(has("普通医用口罩", part), "{part}");
        assert!(has("一次性医用口罩", part), "{part}");
    }
}

#[test]
fn full_width_and_capital_letters_are_folded() {
    assert_eq!(split("N95口罩"), split("n95口罩"));
    assert!(has("N95", "n95"));
}

#[test]
fn stop_words_and_signs_are_dropped() {
    assert_eq!(split("我需要一个的,请问!!! the of"), BTreeSet::new());
    assert_eq!(split(""), BTreeSet::new());
}

#[test]
fn very_long_text_is_read_to_a_limit() {
    let mut text = "轮椅 ".repeat(1_000);
    text.push_str("电钻");
    assert_eq!(split(&text).into_iter().collect::<Vec<_>>(), ["轮椅"]);
}

#[test]
fn letters_without_tones_mean_the_word() {
    for (typed, meant) in [("lifa", "理发"), ("KOUZHAO", "口罩"), ("peizhen", "陪诊")] {
        assert!(has(typed, meant), "{typed}");
    }
}
