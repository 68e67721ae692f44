# Registration and validation: what registers say.

claim-checked = 已查核
claim-checked-when = { $moment }
claim-unchecked = 未查核
claim-ask = 詢問登記機關

claims-how = 您按下按鈕時我們才會詢問登記機關，而且只保存它的是或否。
