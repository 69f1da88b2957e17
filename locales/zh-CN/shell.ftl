# The frame around every page, and the words of the shared parts.

shell-skip = 跳到正文
shell-sample = 示例城市，人和事都是虚构的
shell-tabs = 主导航
shell-nav = 工作导航
shell-menu = 菜单
shell-elder = 长辈版
shell-standard = 标准版
shell-about = 关于本平台
shell-sign-out = 退出
shell-home = 回到首页
shell-try-again = 再试一次
shell-offline-title = 现在没有网络
shell-offline-kept = 你写下的内容还在这部手机里，没有丢。
shell-offline-then = 有信号以后会自动送出。可以先接着看已经下载的资料。

ui-reference = 编号
