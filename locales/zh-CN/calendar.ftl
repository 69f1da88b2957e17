# 日历订阅
calendar-title = 加到手机日历
calendar-note = 会议的时间、地点自动出现在日历里
calendar-lead = 把下面的地址加到手机或电脑的日历里，会议改了时间也会跟着改。
calendar-none = 还没有地址。地址只属于你，别人拿到也能看到你的会议，不要转发。
calendar-make = 生成地址
calendar-address = 你的地址
calendar-address-note = 不要转发。里面没有别人的名字。
calendar-renew = 换一个地址
calendar-renew-note = 地址被别人知道了，就换一个，原来的马上失效。
calendar-renew-ask = 换了以后，已经订阅的日历要重新加。要换吗？
flash-calendar-made = 地址已生成。
