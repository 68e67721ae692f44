# 徵求提案：公告、分兩封的提案、評分與結果。

inbox-proposal-call = 您的通知

moved-proposal = 為您選定的提案保留
moved-proposal-over = 已釋出：等待期已結束

notice-proposal-call-to-score = { $proposals ->
   *[other] 截止時間已過，共有 { $proposals } 份提案。請於 { $until } 前評分，評分時看不到價格。
}
notice-proposal-call-prices-open = 所有評分都已完成，價格已開封。請於 { $until } 前選擇。
notice-proposal-call-invited = 有人請您為提案評分。您可以謝絕。
notice-proposal-call-dismissed = 您不再為這些提案評分。
notice-proposal-call-won = 您的提案獲選：您總共收到 { $receives }，按里程碑逐步支付。請查看您的預訂。
notice-proposal-call-stands-still = 您的提案獲選。{ $until } 之前任何一方都不受約束，之後才成立預訂。
notice-proposal-call-not-chosen = 另一份提案獲選。您的提案得 { $own } 分（滿分 10,000），在 { $proposals } 份中名列第 { $place }；獲選者得 { $winner } 分。
notice-proposal-call-none-chosen = 沒有提案獲選；徵求中說明了原因。
notice-proposal-call-fell-through = 等待期結束時無法成立預訂：現有規則不允許，或款項已不足。
notice-proposal-call-lapsed = 沒有人及時選擇，這次徵求提案已結束。任何提案都不再有約束力。
notice-proposal-call-called-off = 您提案的一次徵求已取消。您的提案不再有約束力。
notice-proposal-call-asked = 有人對您的需求提出問題。
notice-proposal-call-answered = 您的問題已有答覆。

refusal-proposals-bad-call = { $field ->
    [from_on] 工作在選擇期之後才開始：請填較晚的日期。
    [until_on] 完工日不早於開始日，並在截止後兩年內：請填其他日期。
    [budget_max] 預算要有下限與上限，兩者都大於零，且上限不低於下限：請兩者都填，或都不填。
   *[other] 每個權重介於 1 到 10,000：請填其他數字。
}
refusal-proposals-not-in-sector = 只能為工作徵求提案：請選擇一種工作。
refusal-proposals-not-that-long = 收取提案的時間為 { $least_hours } 小時到 { $most_days } 天：請選擇其他長度。
refusal-proposals-not-these-criteria = 評分項目為一到 { $most } 項：請至少填一項，或刪去幾項。
refusal-proposals-weights-do-not-sum = 各項目與價格的權重合計須為 10,000，目前合計 { $sum }：請調整。
refusal-proposals-too-many-calls = 您有 { $most } 次徵求尚未結束：請先在其中選擇。
refusal-proposals-over = 這已經結束：請查看結果。
refusal-proposals-sealed = 提案在截止前都密封：請等到那時。
refusal-proposals-own-call = 這是您自己的徵求：請讓別人提案與提問。
refusal-proposals-not-this-sector = 您選的項目與所需的種類不同：請選別的。
refusal-proposals-bad-proposal = { $field ->
    [price] 價格與每個里程碑的份額都要大於零：請填其他金額。
   *[other] 每個份額介於 1 到 10,000：請填其他數字。
}
refusal-proposals-not-these-milestones = 里程碑為一到 { $most } 個：請至少填一個，或刪去幾個。
refusal-proposals-shares-do-not-sum = 各里程碑的份額合計須為 10,000，目前合計 { $sum }：請調整。
refusal-proposals-not-in-time = 里程碑要依序排列，並在徵求的日期之內：請填其他日期。
refusal-proposals-too-many-proposals = 這次徵求連同修改已收到 { $most } 份提案，不再收取：請找別的。
refusal-proposals-no-proposal = 沒有這份提案：請再看一次現有的提案。
refusal-proposals-too-many-questions = 已有 { $most } 個問題，不再收取：請閱讀現有的問題。
refusal-proposals-answered = 這個問題已有答覆：請查看答覆。
refusal-proposals-too-many-scorers = 最多 { $most } 人評分，包括您：請先移除一人。
refusal-proposals-scorer-sells = 評分者不提案，提案者不評分：請另找他人，或先停止評分。
refusal-proposals-buyer-scores = 買方一定要評分：請移除其他人。
refusal-proposals-not-a-scorer = 只有受邀者可以評分：請洽買方。
refusal-proposals-not-these-scores = { $criteria } 個項目各給一個 0 到 { $most } 的分數：請全部評分。
refusal-proposals-prices-open = 價格已開封，評分不再變動：請查看目前狀況。
refusal-proposals-not-scored = 在所有評分完成前價格都密封：請等候評分者，或將其移除。
refusal-proposals-chosen = 已選定一份：請等到等待期結束，或不選任何一份。
refusal-proposals-needs-reason = 這不是分數最高的一份：請說明為何選它。
