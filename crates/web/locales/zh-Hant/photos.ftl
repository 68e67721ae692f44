# Photographs.

photo-add = 加一張照片
photo-choose = 一張照片，JPEG 或 PNG
photo-hint = 只保存畫面，不保存拍攝地點。
photo-send = 送出照片

invalid-photo = 請選一張 JPEG 或 PNG 照片，最大 12 MB。

refusal-photos-not-this-heavy = 照片最大 { $most } 位元組：請選小一點的。
refusal-photos-not-kept = 只能使用您送出過的照片：請先送出。
refusal-photos-too-many = 最多可有 { $most } 張照片：現有的就夠了。

said-photo-kept = 照片已保存。
