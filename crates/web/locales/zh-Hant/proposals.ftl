# 徵求提案：公告、分兩封的提案、評分與結果。

inbox-proposal-call = 查看徵求提案

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
refusal-proposals-weights-do-not-sum = 各項目與價格的權重合計須為 10,000（100%），目前合計 { $sum }：請調整。
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
refusal-proposals-shares-do-not-sum = 各里程碑的份額合計須為 10,000（100%），目前合計 { $sum }：請調整。
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

proposal-calls-title = 徵求提案
proposal-calls-lead = 說明您需要什麼、為什麼。賣方說明打算怎麼做、要多少錢，分兩封提交：先為第一封評分，之後才開第二封。
proposal-calls-none = 目前這裡沒有人徵求提案。請明天再看，或由您自己徵求。
proposal-calls-none-yet = 這裡還沒有內容。
proposal-calls-new = 為您的需要徵求提案
proposal-calls-find = 尋找您可以提案的徵求
proposal-calls-made = 您徵求的提案
proposal-calls-proposed = 您提案過的徵求
proposal-calls-scored = 您評分的徵求
proposal-call-closes = 提案至 { $moment }
proposal-call-closed = 提案已於 { $moment } 截止
proposal-call-open = 收取提案中
proposal-call-scoring = 評分中
proposal-call-deciding = 選擇中
proposal-call-standstill = 已選定，尚無約束力
proposal-call-sealed = 提案都密封：截止前沒有人閱讀，包括您。
proposal-call-off = 取消徵求
proposal-ending-best = 選定分數最高者
proposal-ending-another = 選定另一份
proposal-ending-no-award = 未選定任何一份
proposal-ending-fell-through = 未能成立
proposal-ending-lapsed = 沒有人及時選擇
proposal-ending-called-off = 已取消
proposal-open = 您已提案
proposal-chosen = 獲選
proposal-not-chosen = 未獲選
proposal-why = 為什麼
proposal-why-hint = 要達成什麼、為了誰。
proposal-must-haves = 每份提案必須具備
proposal-must-haves-hint = 可以留空。
proposal-reason-said = 理由
proposal-public = 徵求者是公家機關
proposal-public-how = 至少兩人評分，選定後兩天內任何一方都不受約束。
proposal-public-are-you = 您是公家機關嗎？
proposal-public-no = 否
proposal-public-yes = 是
proposal-budget = 預算
proposal-budget-min = 您的預算：下限
proposal-budget-max = 您的預算：上限
proposal-budget-hint = 兩者都可以留空。所有人都看得到。
proposal-stands-until = 此前任何一方都不受約束
proposal-weights = 依據什麼選擇
proposal-weights-how = 每份提案在各項目上給 0 到 5 分。價格方面，最低者得全部權重，其餘得權重乘以最低價再除以自己的價格。
proposal-price = 價格
proposal-price-hint = 全部工作的價格，不含加成。所有評分完成前沒有人看得到。
proposal-yours = 您的提案
proposal-how = 您的提案分兩封。截止前別人看不到第一封，所有評分完成前沒有人看得到價格。截止前您可以修改或收回。
proposal-sign-in = 登入以提案
proposal-asks = 您的價格（不含加成）：
proposal-change = 修改您的提案
proposal-go = 提案
proposal-withdraw = 收回您的提案
proposal-placed = 名列第 { $place }，得 { $points } 分（滿分 10,000）。
proposal-scorers = 評分者
proposal-scorers-how = 每個人都為每份提案評分後，價格才會開封。
proposal-scorers-favor = 要請別人評分，請先將其設為最愛。
proposal-scorer-dismiss = { $name } 不再評分
proposal-scorer-who = 請一位最愛評分
proposal-scorer-hint = 評分者不能提案。
proposal-scorer-go = 邀請
proposal-scorer-wrong = 請選擇一位最愛。
proposal-all = 各份提案
proposal-blind = 評分時看不到價格：所有評分完成前沒有人知道價格。
proposal-scored = { $title }：{ $score } 分（滿分 5）。{ $reason }
proposal-comes-to = { $price }（不含加成），{ $points } 分（滿分 10,000）
proposal-score = 為 { $name } 的提案評分
proposal-score-of = 分數
proposal-score-hint = 0 是完全沒有，5 是好得無可挑剔。
proposal-score-go = 儲存這些分數
proposal-choose-how = 分數最高者獲選。第一個里程碑的款項立即收取，其餘在前一個完成時收取。
proposal-choose-other = 選擇另一份
proposal-choose-go = 選擇這一份
proposal-reason-hint = 任何人都看得到。
proposal-title = 提案：{ $what }
proposal-approach = 您打算怎麼做
proposal-approach-hint = 用什麼、按什麼順序，以及需要徵求者配合什麼。
proposal-experience = 您做過的類似工作
proposal-experience-hint = 做了什麼、在哪裡、是否可以參觀。
proposal-team = 由誰來做
proposal-team-hint = 以及其他要說的話。可以留空。
proposal-milestones = 里程碑
proposal-milestones-how = 依序進行，從 { $from } 到 { $until }。每個完成時支付；份額合計百分之百。
proposal-more-milestones = 更多里程碑
proposal-milestone = 里程碑 { $number }
proposal-milestone-title = 名稱
proposal-milestone-share = 佔價格的百分比
proposal-milestone-from = 第一天
proposal-milestone-until = 最後一天
proposal-new-lead = 您說得越清楚，提案就越好。截止前沒有人閱讀提案，選擇前也不付任何款項。
proposal-new-title = 用一行說明您需要什麼
proposal-new-title-hint = 例如：屋後的溫室。
proposal-new-from = 可以開工的第一天
proposal-new-from-hint = 截止後您有 { $time } 評分與選擇；之後才開工。
proposal-new-until = 全部完工的日期
proposal-new-criterion = 評分項目 { $number }
proposal-new-criterion-title = 依據什麼評分
proposal-new-weight = 權重（百分比）
proposal-new-weight-price = 價格的權重（百分比）
proposal-new-weight-hint = 所有權重合計百分之百。權重公開且不再更改。
proposal-new-length = 收取提案的時間
proposal-new-go = 徵求提案

said-proposal-call-opened = 賣方現在可以提案。
said-proposal-call-off = 已取消。
said-proposed = 您的提案已送出，截止前密封。
said-proposal-withdrawn = 您的提案已收回。
said-proposal-scorer-on = 已請對方評分。
said-proposal-scorer-off = 對方不再評分。
said-proposal-scored = 您的評分已儲存。
said-proposal-awarded = 已選定。
said-proposal-none = 未選定任何一份。
