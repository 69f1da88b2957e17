## Uploaded tables

sheet-place = row { $row }, column { $column }
sheet-error-empty = This file is empty.
sheet-error-unknown-format = This file is not a table. Upload an .xlsx or .csv file.
sheet-error-old-or-protected = This is an old .xls file, or it has a password. Remove the password, save it as .xlsx and upload it again.
sheet-error-file-too-large = The file is larger than { $limit } MB. Split it into several files.
sheet-error-too-many-entries = The file has more than { $limit } parts and cannot be read. Copy the data into a new workbook and upload that.
sheet-error-unpacks-too-large = The file unpacks to more than { $limit } MB. Remove pictures and empty rows and upload it again.
sheet-error-grows-too-much = The file unpacks to far too much. Copy the data into a new workbook and upload that.
sheet-error-bad-entry = The file holds something that does not belong there and was not read. Copy the data into a new workbook and upload that.
sheet-error-document-type = The file holds definitions that do not belong there and was not read. Copy the data into a new workbook and upload that.
sheet-error-damaged = The file is incomplete or damaged. Open it, save a copy and upload that.
sheet-error-no-sheet = The workbook has no visible sheet.
sheet-error-too-many-rows = There are more than { $limit } rows. Split the file.
sheet-error-too-many-columns = There are more than { $limit } columns. Remove those not needed.
sheet-error-cell-too-long = The text in row { $row }, column { $column } is longer than { $limit } characters. Shorten it.
sheet-error-too-much-text = There is too much text in the file. Split it.
sheet-error-encoding = The encoding of the file is unknown. Save it as .xlsx, or as .csv in UTF-8.
sheet-error-open-quote = Row { $row } opens a quotation mark that is never closed. Look at that row.
sheet-error-write = The file was not made. Try again later.
