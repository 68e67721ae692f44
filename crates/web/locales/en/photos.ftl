# Photographs.

photo-add = Add a photo
photo-choose = A photo, JPEG or PNG
photo-hint = Only what it shows is kept, not where it was taken.
photo-send = Send the photo

invalid-photo = Choose a photo in JPEG or PNG of at most 12 megabytes.

refusal-photos-not-this-heavy = A photo can have up to { $most } bytes: choose a smaller one.
refusal-photos-not-kept = Only a photo that you sent can be used: send it first.
refusal-photos-too-many = There can be { $most } photos: what there is has to do.

said-photo-kept = The photo is kept.
