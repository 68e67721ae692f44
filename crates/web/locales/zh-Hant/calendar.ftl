# Calendars: bookings in other programs.

calendar-title = 我的行事曆裡的預約
calendar-lead = 行事曆程式可以自己顯示您的預約：給它一個只屬於您的網址。
calendar-address = 您的網址
calendar-address-how = 請現在複製：它只在這裡顯示這一次。在您的行事曆程式選「訂閱」或「用網址加入」。
calendar-made = 您的網址建立於{ $moment }。
calendar-make = 建立網址
calendar-anew = 建立新網址；舊的停用
calendar-end = 停用這個網址
calendar-what = 有這個網址的人可以看到您什麼時候、在哪裡、和誰有預約，其他的都看不到，也不能用它更改任何東西。如果它落入別人手中，請停用它。

said-calendar-ended = 這個網址現在無效了。

today-title = 今天和明天
today-today = 今天
today-tomorrow = 明天
today-none = 沒有預約。
today-call = 打給 { $name }：{ $phone }
today-kept = 更新於{ $moment }。登出之前，您的手機沒有連線也能顯示這一頁。
today-all = 所有預約
