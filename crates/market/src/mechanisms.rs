//! Trading mechanisms (14): ways in which a buyer meets a seller and a price is made.

pub mod stored_availability;
