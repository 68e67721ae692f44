//! What the invented owners and shops have: a title, a few words, and a price to begin with, by sector.
//!
//! Prices are invented, and of no law: what a sector's wares roughly cost, from which each offering differs a little.

/// Something that is to be had.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ware {
    /// The sector's name in addresses.
    pub(super) sector: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    /// In minor units: of a thing for a day, of a space for an hour, of goods for a piece.
    pub(super) price: i64,
}

const fn ware(sector: &'static str, price: i64, title: &'static str, description: &'static str) -> Ware {
    Ware { sector, title, description, price }
}

/// Things, for a day.
pub(super) const THINGS: [Ware; 26] = [
    ware(
        "bicycle",
        1_800,
        "City bicycle, 54 cm",
        "Seven gears, lights, a basket in front. A lock comes with it.",
    ),
    ware("bicycle", 2_600, "Touring bicycle, 58 cm", "With two panniers and a pump. Serviced this spring."),
    ware("bicycle", 3_400, "Cargo bicycle", "Carries two children or a week of shopping. Easy to ride."),
    ware(
        "bicycle",
        1_500,
        "Children’s bicycle, 20 inch",
        "For children of six to nine. A helmet can be had with it.",
    ),
    ware("power-drill", 1_200, "Cordless drill", "Two batteries and a charger, with a set of bits."),
    ware("power-drill", 1_600, "Hammer drill", "For brick and concrete. Bits of 6 to 16 mm in the case."),
    ware("ladder", 900, "Extension ladder, 24 ft", "Aluminum, light enough for one. Fits on a roof rack."),
    ware("ladder", 700, "Step ladder, 6 ft", "Stands well on uneven ground."),
    ware("table-saw", 3_800, "Table saw", "On a stand with wheels. Push stick and goggles come with it."),
    ware("table-saw", 2_900, "Small table saw", "For the bench, with a fine blade for trim."),
    ware(
        "lawn-mower",
        2_200,
        "Electric lawn mower",
        "Quiet. The battery is good for a yard of average size.",
    ),
    ware("lawn-mower", 1_400, "Push mower", "No engine: you push, it cuts. Sharpened last month."),
    ware("pressure-washer", 2_600, "Pressure washer", "For decks, paths and cars. Hose and two nozzles."),
    ware(
        "pressure-washer",
        3_200,
        "Large pressure washer",
        "For a whole drive. It is heavy: bring somebody.",
    ),
    ware("tent", 1_600, "Tent for two", "Up in five minutes, and dry inside after a night of rain."),
    ware("tent", 2_800, "Family tent", "Sleeps five in two rooms. Pegs and a mat are in the bag."),
    ware("kayak", 3_500, "Single kayak", "Paddle and life jacket come with it. Calm water only."),
    ware("kayak", 4_600, "Double kayak", "Two paddles, two life jackets, straps for a roof rack."),
    ware("camera", 3_000, "Digital camera", "With a zoom lens, two batteries and an empty card."),
    ware("camera", 1_900, "Film camera", "Fully mechanical, with a 50 mm lens. Bring your own film."),
    ware("projector", 2_400, "Projector", "Bright enough for a room with curtains. All the usual cables."),
    ware("projector", 3_100, "Projector with a screen", "The screen is six feet wide and folds into a tube."),
    ware("folding-chairs", 2_000, "Twenty folding chairs", "On a trolley. Clean, with soft seats."),
    ware("folding-chairs", 1_200, "Ten garden chairs", "White, for outdoors. They stack and fit in a car."),
    ware(
        "sewing-machine",
        1_500,
        "Sewing machine",
        "Sews straight, zigzag and buttonholes. Needles come with it.",
    ),
    ware("sewing-machine", 2_200, "Overlock machine", "For finishing edges. I show you how to thread it."),
];

/// Spaces, for an hour.
pub(super) const SPACES: [Ware; 25] = [
    ware(
        "meeting-room",
        2_400,
        "Meeting room for eight",
        "A table, a screen and daylight. Coffee next door.",
    ),
    ware("meeting-room", 3_800, "Meeting room for twenty", "Two rows of tables, a whiteboard, step-free."),
    ware("meeting-room", 1_400, "Quiet room for two", "For interviews and calls. The door closes well."),
    ware("workshop", 2_000, "Wood workshop", "Two benches with vises, hand tools, good light."),
    ware("workshop", 2_600, "Bicycle workshop", "Two stands and every tool you need. Oil is on the house."),
    ware("workshop", 1_800, "Print workshop", "A small press and tables for drying. Bring paper."),
    ware(
        "shared-kitchen",
        3_200,
        "Kitchen with six burners",
        "Inspected, with a walk-in fridge. Clean it as you found it.",
    ),
    ware(
        "shared-kitchen",
        2_500,
        "Bakery kitchen",
        "A deck oven and a large mixer, free from the afternoon on.",
    ),
    ware("shared-kitchen", 1_900, "Community kitchen", "A home stove and a long table for twelve."),
    ware(
        "practice-room",
        1_500,
        "Practice room with a piano",
        "Upright, tuned in the fall. You may play loud.",
    ),
    ware("practice-room", 1_800, "Band room", "Drums and two amplifiers are there. Bring your own cymbals."),
    ware("practice-room", 1_600, "Dance studio", "A sprung floor and a wall of mirrors. No street shoes."),
    ware("hall", 6_500, "Hall for a hundred", "A stage, chairs and a small kitchen. Music until ten."),
    ware("hall", 4_800, "Church hall", "For sixty people. Tables and chairs are in the cupboard."),
    ware("hall", 3_600, "Gym of a school", "Evenings and weekends. Indoor shoes, please."),
    ware(
        "parking-space",
        300,
        "Parking space near the station",
        "Under a roof. Fits a car of up to 16 feet.",
    ),
    ware("parking-space", 250, "Driveway", "In a quiet street, ten minutes’ walk from downtown."),
    ware("parking-space", 400, "Space for a van", "Behind a gate. I send you the code."),
    ware("market-stall", 900, "Market stall on the square", "Six feet of table under a roof."),
    ware("market-stall", 1_200, "Corner stall", "Open to two sides, with power."),
    ware("market-stall", 700, "Small stall", "For crafts or books. On the quiet side of the market."),
    ware("garden", 2_200, "Garden with a grill", "For up to twenty people, with tables and shade."),
    ware("garden", 1_500, "Orchard", "Eight old apple trees and a meadow. Picnics welcome."),
    ware("garden", 1_100, "Vegetable bed", "Two by ten feet in the sun, with water close by."),
    ware("garden", 1_800, "Roof garden", "A view over the river. Twelve people at most."),
];

/// Goods, for a piece.
pub(super) const GOODS: [Ware; 27] = [
    ware("fruit", 450, "Apples, a bag of 3 lb", "Crisp and a little sour. Picked this week."),
    ware("fruit", 520, "Pears, a bag of 3 lb", "Ripe in two days on the windowsill."),
    ware("fruit", 640, "Oranges, a bag of 4 lb", "For juice. Thin skins."),
    ware("vegetables", 380, "Carrots, a bunch", "With their greens, which make good soup."),
    ware("vegetables", 560, "Potatoes, 5 lb", "Yellow and waxy, for boiling and for salad."),
    ware("vegetables", 2_400, "Box of vegetables", "What the field gives this week: enough for two people."),
    ware("bread", 700, "Country loaf", "Sourdough of wheat and rye. Baked this morning."),
    ware("bread", 480, "Six rolls", "With sesame or plain. They keep for two days."),
    ware("bread", 620, "Rye bread", "Dense and dark. Sliced if you like."),
    ware("milk", 420, "Whole milk, half a gallon", "In a glass bottle that we take back."),
    ware("milk", 460, "Oat drink, a quart", "Made here, with a pinch of salt."),
    ware("milk", 390, "Low-fat milk, half a gallon", "From a dairy twenty miles away."),
    ware("cheese", 980, "Mountain cheese, half a pound", "Ten months old, firm and nutty."),
    ware("cheese", 760, "Fresh goat cheese", "Mild, with herbs or without."),
    ware("cheese", 850, "Cheddar, half a pound", "Aged for a year. It crumbles."),
    ware("eggs", 650, "A dozen eggs", "From hens that run about. Brown and white."),
    ware("eggs", 360, "Half a dozen eggs", "Large ones."),
    ware("eggs", 720, "A dozen duck eggs", "Rich, and good for cakes."),
    ware("honey", 1_100, "Blackberry honey, 12 oz", "From hives at the edge of town."),
    ware("honey", 1_400, "Honey in the comb", "Cut from the frame. Eat it with bread."),
    ware("honey", 900, "Clover honey, 12 oz", "Light and mild."),
    ware("flour", 780, "Bread flour, 5 lb", "Stone-ground, from wheat of this valley."),
    ware("flour", 820, "Rye flour, 5 lb", "Whole grain."),
    ware("flour", 690, "Pastry flour, 5 lb", "Soft and white."),
    ware("coffee", 1_500, "House coffee, 12 oz", "Roasted on Monday. Beans, or ground for you."),
    ware("coffee", 1_700, "Espresso beans, 12 oz", "Dark, with little acid."),
    ware("coffee", 1_450, "Decaf, 12 oz", "Washed with water only."),
];

/// The lines of work in which time is given.
pub(super) const GIVEN: [&str; 12] = [
    "kitchen-porter",
    "food-preparer",
    "packer",
    "order-picker",
    "gardener",
    "tutor",
    "interpreter",
    "delivery-driver",
    "office-clerk",
    "recreation-worker",
    "usher",
    "painter",
];
