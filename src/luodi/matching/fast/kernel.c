/* The loops of the fast engine that NumPy can do only in many passes. kernel.py calls them; each has a twin in NumPy. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BLOCK 4096
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__)
#define WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define WIDE
#endif

/* One condition on a column of codes: first <= code <= first + width, or a look-up; `negated` turns it around. */
typedef struct {
    const void *codes;
    const uint8_t *lookup; /* NULL: compare */
    uint32_t first, width;
    int32_t bytes, negated;
} Condition;

/* A run of conditions that must all hold; a test fails a row where one of its terms holds. */
typedef struct {
    int32_t test, conditions;
} Term;

#define COMPARE(T)                                                                             \
    {                                                                                          \
        const T *codes = (const T *)c->codes + start;                                          \
        const T first = (T)c->first, width = (T)c->width;                                      \
        if (c->lookup) {                                                                       \
            for (size_t i = 0; i < n; i++) out[i] &= c->lookup[codes[i]] ^ flip;               \
        } else {                                                                               \
            for (size_t i = 0; i < n; i++) out[i] &= (uint8_t)((T)(codes[i] - first) <= width) ^ flip; \
        }                                                                                      \
    }

WIDE static void apply(const Condition *c, size_t start, size_t n, uint8_t *restrict out) {
    const uint8_t flip = c->negated ? 1 : 0;
    if (c->bytes == 1) COMPARE(uint8_t)
    else if (c->bytes == 2) COMPARE(uint16_t)
    else COMPARE(uint32_t)
}

WIDE static size_t total(const uint8_t *bytes, size_t n) {
    size_t sum = 0;
    for (size_t at = 0; at < n; at += 128) {
        uint16_t part = 0;
        const size_t end = at + 128 < n ? at + 128 : n;
        for (size_t i = at; i < end; i++) part += bytes[i];
        sum += part;
    }
    return sum;
}

WIDE static void merge(uint8_t *restrict into, const uint8_t *restrict from, size_t n) {
    for (size_t i = 0; i < n; i++) into[i] |= from[i];
}

WIDE static void add(uint8_t *restrict into, const uint8_t *restrict from, size_t n) {
    for (size_t i = 0; i < n; i++) into[i] += from[i];
}

WIDE static size_t total_both(const uint8_t *restrict a, const uint8_t *restrict b, size_t n, uint8_t *restrict scratch) {
    for (size_t i = 0; i < n; i++) scratch[i] = a[i] & b[i];
    return total(scratch, n);
}

WIDE static void equals(const uint8_t *restrict count, uint8_t wanted, size_t n, uint8_t *restrict out) {
    for (size_t i = 0; i < n; i++) out[i] = count[i] == wanted;
}

WIDE static void above(const uint8_t *restrict count, size_t n, uint8_t *restrict out) {
    for (size_t i = 0; i < n; i++) out[i] = count[i] != 0;
}

static size_t positions(const uint8_t *flags, size_t n, size_t start, int64_t *out) {
    size_t found = 0;
    for (size_t at = 0; at < n; at += 8) {
        uint64_t word = 0;
        const size_t left = n - at < 8 ? n - at : 8;
        memcpy(&word, flags + at, left);
        if (!word) continue;
        for (size_t i = at; i < at + left; i++) {
            out[found] = (int64_t)(start + i);
            found += flags[i];
        }
    }
    return found;
}

/* Count failures in one pass. `out` rows (sorted) are never counted. `sizes` gets how many pass and how many fail once;
   `passing` and `single` need one place more than there are rows. */
void sift(size_t rows, int32_t tests, const Term *terms, int32_t term_count, const Condition *conditions,
          const uint32_t *out, size_t out_count, int64_t *fails, int64_t *alone, int64_t *remaining,
          int64_t *passing, int64_t *single, int64_t *sizes) {
    static _Thread_local uint8_t failed[64][BLOCK], count[BLOCK], holds[BLOCK], once[BLOCK], scratch[BLOCK];
    size_t out_at = 0;
    for (size_t start = 0; start < rows; start += BLOCK) {
        const size_t n = rows - start < BLOCK ? rows - start : BLOCK;
        const size_t out_from = out_at;
        while (out_at < out_count && out[out_at] < start + n) out_at++;
        const size_t standing = n - (out_at - out_from);
        memset(count, 0, n);
        int32_t term = 0, at = 0;
        for (int32_t test = 0; test < tests; test++) {
            uint8_t *mine = failed[test];
            memset(mine, 0, n);
            for (; term < term_count && terms[term].test == test; term++) {
                memset(holds, 1, n);
                for (int32_t i = 0; i < terms[term].conditions; i++) apply(&conditions[at++], start, n, holds);
                merge(mine, holds, n);
            }
            for (size_t i = out_from; i < out_at; i++) mine[out[i] - start] = 0;
            fails[test] += (int64_t)total(mine, n);
            add(count, mine, n);
            above(count, n, scratch);
            remaining[test] += (int64_t)(standing - total(scratch, n));
        }
        equals(count, 1, n, once);
        for (int32_t test = 0; test < tests; test++) alone[test] += (int64_t)total_both(failed[test], once, n, scratch);
        sizes[1] += (int64_t)positions(once, n, start, single + sizes[1]);
        for (size_t i = out_from; i < out_at; i++) count[out[i] - start] = 2;
        equals(count, 0, n, once);
        sizes[0] += (int64_t)positions(once, n, start, passing + sizes[0]);
    }
}

/* The most that the criteria on one column can add, by code. */
typedef struct {
    const void *codes;
    const double *points;
    double rest; /* the most that all later ones can add */
    int32_t bytes, unused;
} Bound;

static inline uint32_t code_at(const void *codes, int32_t bytes, int64_t row) {
    return bytes == 1 ? ((const uint8_t *)codes)[row]
         : bytes == 2 ? ((const uint16_t *)codes)[row]
                      : ((const uint32_t *)codes)[row];
}

/* Keep the rows whose bounds reach the limit; gives how many. */
size_t hopeful(const int64_t *rows, size_t count, const Bound *bounds, int32_t bound_count, double limit, int64_t *out) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        double so_far = 0;
        int32_t b = 0;
        for (; b < bound_count; b++) {
            so_far += bounds[b].points[code_at(bounds[b].codes, bounds[b].bytes, rows[i])];
            if (so_far + bounds[b].rest < limit) break;
        }
        out[found] = rows[i];
        found += b == bound_count;
    }
    return found;
}

/* What a park's rule comes to: the greatest of a constant, a line on the land and a line on the floor taken, each of which
   holds up to a threshold and counts at most so much (0 fail, 1 unknown, 2 pass). */
typedef struct {
    double land, floor, plot_ratio;
    int16_t land_most, floor_most, constant, unused;
} Rule;

/* Where the ground comes from. */
typedef struct {
    const void *floor, *land, *least;
    const double *floors, *lands, *leasts;
    int32_t floor_bytes, land_bytes, least_bytes, unused;
    double floor_wanted, land_wanted; /* NaN: nothing is wanted */
} Ground;

/* Give the figures of a block of rows. */
WIDE static void figures(const void *codes, int32_t bytes, const double *numbers, size_t start, size_t n, double *restrict out) {
    if (bytes == 1) for (size_t i = 0; i < n; i++) out[i] = numbers[((const uint8_t *)codes)[start + i]];
    else if (bytes == 2) for (size_t i = 0; i < n; i++) out[i] = numbers[((const uint16_t *)codes)[start + i]];
    else for (size_t i = 0; i < n; i++) out[i] = numbers[((const uint32_t *)codes)[start + i]];
}

/* The least area that both accept, from the smallest part (NaN: none) to the whole. */
WIDE static void least_areas(double wanted, const double *restrict part, double *restrict whole, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const double high = whole[i], low = part[i] == part[i] ? part[i] : high;
        const double nearest = wanted < high ? wanted : high;
        const double area = nearest > low ? nearest : low; /* with nothing wanted (NaN) `nearest` is the whole */
        whole[i] = high == high ? (wanted == wanted ? area : low) : high;
    }
}

static inline int16_t line(double ground, double threshold, int16_t most) {
    const int16_t rank = ground > 0 ? (int16_t)(ground <= threshold ? 2 : 0) : 1;
    return rank < most ? rank : most;
}

/* Rank each site by its park's rule; `rules` has one place more than there are parks, for sites without a park (-1). */
WIDE void rank_sites(size_t rows, const int32_t *parks, size_t park_count, const Ground *g, const Rule *rules, uint8_t *ranks) {
    static _Thread_local double floors[BLOCK], lands[BLOCK], own[BLOCK], parts[BLOCK];
    for (size_t start = 0; start < rows; start += BLOCK) {
        const size_t n = rows - start < BLOCK ? rows - start : BLOCK;
        figures(g->least, g->least_bytes, g->leasts, start, n, parts);
        figures(g->floor, g->floor_bytes, g->floors, start, n, floors);
        figures(g->land, g->land_bytes, g->lands, start, n, lands);
        memcpy(own, lands, n * sizeof *own);
        least_areas(g->floor_wanted, parts, floors, n);
        least_areas(g->land_wanted, parts, lands, n);
        for (size_t i = 0; i < n; i++) {
            const int32_t park = parks[start + i];
            const Rule *rule = &rules[park < 0 ? park_count : (size_t)park];
            const double folded = floors[i] / rule->plot_ratio; /* NaN and 0 give what is not above 0, or no number */
            const double land = own[i] > 0 ? lands[i] : (rule->plot_ratio > 0 ? folded : NAN);
            const int16_t by_land = line(land, rule->land, rule->land_most);
            const int16_t by_floor = line(floors[i], rule->floor, rule->floor_most);
            const int16_t best = by_land > by_floor ? by_land : by_floor;
            ranks[start + i] = (uint8_t)(best > rule->constant ? best : rule->constant);
        }
    }
}

/* Changes whenever an argument does: kernel.py works with no other. */
int32_t kernel_version(void) { return 2; }
