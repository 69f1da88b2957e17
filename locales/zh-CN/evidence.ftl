# 办结以后可以附的照片和 PDF
evidence-add = 附照片或 PDF
evidence-hint = 可以不附。jpg、png、PDF，一次最多 4 个，一共不超过 20 MB。照片里的拍摄地点会自动去掉；别拍到人脸和证件。
evidence-show = 居民查进度时也能看到这些文件
evidence-shown = 居民可见
evidence-get = 下载附件
evidence-kind = 只收完整的照片（jpg、png）和 PDF，文件名要和内容一致。请重新选文件，写好的内容还在。
evidence-too-many = 一次最多 4 个文件，请少选几个。
