//! What a device is called: the program and what it runs on, as people know them, out of what the program says of itself.

/// A device, as far as it says what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The program: `Firefox`.
    pub program: String,
    /// What it runs on: `Android`.
    pub system: Option<String>,
}

/// What programs write, and what people call them. Nearly all name others too, so the first that fits counts.
const PROGRAMS: [(&str, &str); 13] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("Wget/", "Wget"),
];
/// What programs say that they run on. Android names Linux, and an iPhone names the Mac.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];
/// The most characters of a program that is none of these.
const NAME_MAX: usize = 40;

impl Device {
    /// The device of a program that names itself so.
    pub fn of(agent: &str) -> Self {
        let known = |names: &[(&str, &'static str)]| {
            names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| (*name).to_owned())
        };
        let own = || {
            let name: String = agent.split('/').next().unwrap_or_default().chars().take(NAME_MAX).collect();
            if name.trim().is_empty() { "–".to_owned() } else { name.trim().to_owned() }
        };
        Self { program: known(&PROGRAMS).unwrap_or_else(own), system: known(&SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_what_people_call_it() {
        for (agent, program, system) in [
            (
                "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0",
                "Firefox",
                Some("Android"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari",
                Some("iPhone"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
                "Edge",
                Some("Windows"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet",
                Some("Android"),
            ),
            ("curl/8.5.0", "curl", None),
            ("the café's own program", "the café's own program", None),
            ("", "–", None),
        ] {
            let device = Device::of(agent);
            assert_eq!((device.program.as_str(), device.system.as_deref()), (program, system), "{agent}");
        }
        assert_eq!(Device::of(&"x".repeat(500)).program.len(), NAME_MAX);
    }
}
