-- Run once by the launcher, in memory, so that the classes behind common statements are in its archive.
CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40), price DECIMAL(10, 2), day DATE);
CREATE INDEX item_name ON item (name);
INSERT INTO item VALUES (1, 'one', 1.50, DATE '2026-01-01'), (2, 'two', 2.50, DATE '2026-01-02');
UPDATE item SET price = price * 2 WHERE id = 1;
SELECT name FROM item WHERE id = 1;
SELECT name, COUNT(*), SUM(price) FROM item WHERE day > DATE '2025-12-31' GROUP BY name ORDER BY 2 DESC, 1 LIMIT 5;
SELECT a.name, b.price FROM item a LEFT JOIN item b ON a.id = b.id + 1 WHERE a.name LIKE 't%' ORDER BY a.name;
SELECT id FROM item a WHERE EXISTS (SELECT 1 FROM item b WHERE b.name = a.name) AND id IN (1, 2, 3);
DELETE FROM item WHERE name = 'two';
