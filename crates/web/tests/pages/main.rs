//! The pages as a browser without scripts meets them, over a real store.

mod every_page;
mod forms;
mod market;
mod people;
mod search;
mod thread;
