CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION town_en (COPY = english);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION town_en ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION town_es (COPY = spanish);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION town_es ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
