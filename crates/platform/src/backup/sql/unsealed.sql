SELECT COUNT(*) FROM member
WHERE LENGTH(id_number) < 33 OR LENGTH(mobile) < 33 OR LENGTH(phone) < 33
   OR LENGTH(residence) < 33 OR LENGTH(household_place) < 33
