-- An import that 0010 can say more of.
INSERT INTO roster_import (id, org_id, file_name, state, head, create_orgs, created_by, created_at, ended_at, failure) VALUES
    (id(1201), id(102), '名册（三）.xlsx', 'committing', bytes(07), 1, id(1), 1700000300000, NULL, 'org-kind-does-not-fit');
INSERT INTO roster_hidden (import_id) VALUES (id(1201));
INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, reading, surname_strokes, created_at) VALUES
    (id(1202), '盖小明', 'gai xiaoming', 'gxm', 'gaixiaoming', bytes(0c0308), 'gai xiao ming', 12, 1700000000000);
