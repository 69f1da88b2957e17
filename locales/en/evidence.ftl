# Photographs and PDFs that may stand beside an answer
evidence-add = Add photographs or a PDF
evidence-hint = Optional. jpg, png, PDF; at most 4 at a time, 20 MB in all. Where a photograph was taken is removed; keep faces and papers out of it.
evidence-show = The resident may see these files too
evidence-shown = Resident sees it
evidence-get = Download the file
evidence-kind = Only whole photographs (jpg, png) and PDFs whose name says what they are. Choose the files again; what you wrote is still here.
evidence-too-many = At most 4 files at a time. Choose fewer.
