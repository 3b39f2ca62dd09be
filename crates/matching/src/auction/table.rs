//! Values by a small number: the auction's arrays, with the one bounds check in one place.

/// A row of values that are known by number.
#[derive(Debug)]
pub(crate) struct Table<T>(Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Table<T> {
    /// Reads a value.
    #[inline]
    pub(crate) fn of(&self, number: u32) -> &T {
        match self.0.get(position(number)) {
            Some(value) => value,
            None => unreachable!("numbers are given out by the table that they are looked up in"),
        }
    }

    /// Reaches a value to change it.
    #[inline]
    pub(crate) fn of_mut(&mut self, number: u32) -> &mut T {
        match self.0.get_mut(position(number)) {
            Some(value) => value,
            None => unreachable!("numbers are given out by the table that they are looked up in"),
        }
    }

    /// Adds a value and tells its number.
    pub(crate) fn push(&mut self, value: T) -> u32 {
        let number = self.len();
        self.0.push(value);
        number
    }

    /// Counts the values.
    pub(crate) fn len(&self) -> u32 {
        let count = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        assert!(
            count < u32::MAX,
            "a round has fewer than four thousand million entries"
        );
        count
    }

    /// Cuts out a run of values.
    #[inline]
    pub(crate) fn run(&self, from: u32, to: u32) -> &[T] {
        self.0.get(position(from)..position(to)).unwrap_or_default()
    }

    /// Walks over the values with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u32, &T)> {
        (0_u32..).zip(&self.0)
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

#[inline]
fn position(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
