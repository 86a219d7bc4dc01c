/* The loops of the fast engine that NumPy can do only in many passes. kernel.py calls them; each has a twin in NumPy.

   Rows are judged 64 at a time: a word has a bit for each. What hangs on the park or the region alone comes as one flag
   for each run of rows (see luodi.sites.columns.runs). */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common.h"

#define WORDS 64
#define BLOCK (64 * WORDS) /* rows whose verdicts stay in the first cache */
#define MOST_RANGES 4
#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#define X86 1
#else
#define X86 0
#endif
#if X86 && !defined(__clang__) && defined(__linux__)
#define WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define WIDE
#endif

enum { BY_RUN = 0, TERMS = -1, YEAR_RENT = -2 };

/* One condition on the rows. `bytes` 1, 2, 4: on their codes, which lie in one of the ranges first..first+width, or are
   looked up. BY_RUN: `codes` has a flag for each run. TERMS: the park's terms fail. YEAR_RENT: above the budget. */
typedef struct {
    const void *codes;
    const uint8_t *lookup; /* NULL: compare */
    uint32_t first[MOST_RANGES], width[MOST_RANGES];
    int32_t ranges, bytes, negated, unused;
} Condition;

/* A run of conditions that must all hold; a test fails a row where one of its terms holds. */
typedef struct {
    int32_t test, conditions;
} Term;

/* The column of a number: codes, and what they stand for. */
typedef struct {
    const void *codes;
    const double *numbers;
    int64_t bytes;
} Column;

/* What the rent of a year is worked out from; wishes are NaN where nothing is wanted. */
typedef struct {
    Column floor, land, least, monthly, yearly, kind; /* of `kind` the numbers tell (1, 0) what is land or yard alone */
    double floor_wanted, land_wanted, budget;
    int64_t land_alone;
} Rent;

/* What a park's terms come to: a site fails where it takes more than so much land and more than so much floor. A site
   without land of its own counts as land what its floor comes to (`folded`). */
typedef struct {
    double land, folded, floor;
    uint8_t open, land_fails, floor_fails; /* whether it hangs on the site; lines that fail whatever the site */
    uint8_t unused[5];
} Rule;

typedef struct {
    const void *floor, *land, *least; /* figures, NaN: unknown */
    const Rule *rules;
    const int32_t *parks; /* of each run; -1: none on file */
    int64_t rows, parks_count, single; /* whether figures are in single precision */
    double floor_wanted, land_wanted; /* -inf: nothing is wanted */
} Terms;

typedef struct {
    int64_t rows, runs;
    const uint32_t *starts; /* of each run, with the count of rows at the end */
    const Condition *conditions;
    const Term *terms;
    const uint32_t *gone; /* rows that no longer stand, in order */
    int64_t tests, term_count, gone_count;
    const Terms *park_terms;
    const Rent *rent;
} Question;

/* --- codes -> bits ------------------------------------------------------------------------------------------------ */

static inline uint32_t code_at(const void *codes, int64_t bytes, int64_t row) {
    return bytes == 1 ? ((const uint8_t *)codes)[row] : bytes == 2 ? ((const uint16_t *)codes)[row] : ((const uint32_t *)codes)[row];
}

/* Turn 64 flags (0 or 1) into a word. */
static inline uint64_t pack(const uint8_t *flags) {
    uint64_t word = 0;
    for (int i = 0; i < 8; i++) {
        uint64_t eight;
        memcpy(&eight, flags + 8 * i, 8);
        word |= ((eight * 0x0102040810204080u) >> 56) << (8 * i);
    }
    return word;
}

typedef void Ranges(const void *codes, const Condition *c, size_t words, uint64_t *out);

#define PLAIN_RANGES(NAME, T)                                                                          \
    static void NAME(const void *codes, const Condition *c, size_t words, uint64_t *out) {             \
        const T *at = codes;                                                                           \
        for (size_t w = 0; w < words; w++, at += 64) {                                                 \
            uint8_t flags[64] = {0};                                                                   \
            for (int32_t r = 0; r < c->ranges; r++) {                                                  \
                const T first = (T)c->first[r], width = (T)c->width[r];                                \
                for (int i = 0; i < 64; i++) flags[i] |= (T)(at[i] - first) <= width;                  \
            }                                                                                          \
            out[w] = pack(flags);                                                                      \
        }                                                                                              \
    }
PLAIN_RANGES(ranges_1, uint8_t)
PLAIN_RANGES(ranges_2, uint16_t)
PLAIN_RANGES(ranges_4, uint32_t)

#if X86
__attribute__((target("avx2"))) static void ranges_1_avx2(const void *codes, const Condition *c, size_t words, uint64_t *out) {
    const uint8_t *at = codes;
    for (size_t w = 0; w < words; w++, at += 64) {
        const __m256i a = _mm256_loadu_si256((const void *)at), b = _mm256_loadu_si256((const void *)(at + 32));
        __m256i in_a = _mm256_setzero_si256(), in_b = in_a;
        for (int32_t r = 0; r < c->ranges; r++) {
            const __m256i first = _mm256_set1_epi8((char)c->first[r]), width = _mm256_set1_epi8((char)c->width[r]);
            const __m256i from_a = _mm256_sub_epi8(a, first), from_b = _mm256_sub_epi8(b, first);
            in_a = _mm256_or_si256(in_a, _mm256_cmpeq_epi8(_mm256_min_epu8(from_a, width), from_a));
            in_b = _mm256_or_si256(in_b, _mm256_cmpeq_epi8(_mm256_min_epu8(from_b, width), from_b));
        }
        out[w] = (uint32_t)_mm256_movemask_epi8(in_a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(in_b) << 32;
    }
}

__attribute__((target("avx2"))) static inline uint32_t range_2_avx2(const uint16_t *at, const Condition *c) {
    const __m256i a = _mm256_loadu_si256((const void *)at), b = _mm256_loadu_si256((const void *)(at + 16));
    __m256i in_a = _mm256_setzero_si256(), in_b = in_a;
    for (int32_t r = 0; r < c->ranges; r++) {
        const __m256i first = _mm256_set1_epi16((short)c->first[r]), width = _mm256_set1_epi16((short)c->width[r]);
        const __m256i from_a = _mm256_sub_epi16(a, first), from_b = _mm256_sub_epi16(b, first);
        in_a = _mm256_or_si256(in_a, _mm256_cmpeq_epi16(_mm256_min_epu16(from_a, width), from_a));
        in_b = _mm256_or_si256(in_b, _mm256_cmpeq_epi16(_mm256_min_epu16(from_b, width), from_b));
    }
    return (uint32_t)_mm256_movemask_epi8(_mm256_permute4x64_epi64(_mm256_packs_epi16(in_a, in_b), 0xD8));
}

__attribute__((target("avx2"))) static void ranges_2_avx2(const void *codes, const Condition *c, size_t words, uint64_t *out) {
    const uint16_t *at = codes;
    for (size_t w = 0; w < words; w++, at += 64) out[w] = range_2_avx2(at, c) | (uint64_t)range_2_avx2(at + 32, c) << 32;
}

static Ranges *ranges_of(int32_t bytes) {
    if (bytes == 4) return ranges_4;
    if (__builtin_cpu_supports("avx2")) return bytes == 1 ? ranges_1_avx2 : ranges_2_avx2;
    return bytes == 1 ? ranges_1 : ranges_2;
}
#else
static Ranges *ranges_of(int32_t bytes) { return bytes == 1 ? ranges_1 : bytes == 2 ? ranges_2 : ranges_4; }
#endif

static void look_up(const void *codes, const Condition *c, size_t words, uint64_t *out) {
    for (size_t w = 0; w < words; w++) {
        uint8_t flags[64];
        if (c->bytes == 1) for (int i = 0; i < 64; i++) flags[i] = c->lookup[((const uint8_t *)codes)[64 * w + i]];
        else if (c->bytes == 2) for (int i = 0; i < 64; i++) flags[i] = c->lookup[((const uint16_t *)codes)[64 * w + i]];
        else for (int i = 0; i < 64; i++) flags[i] = c->lookup[((const uint32_t *)codes)[64 * w + i]];
        out[w] = pack(flags);
    }
}

/* Tell of n rows whether their codes are meant; what lies behind the last row of all is never read. */
static void by_codes(const Condition *c, size_t start, size_t n, uint64_t *out) {
    const uint8_t *codes = (const uint8_t *)c->codes + start * (size_t)c->bytes;
    Ranges *tell = c->lookup ? look_up : ranges_of(c->bytes);
    tell(codes, c, n / 64, out);
    if (n % 64) {
        uint8_t rest[64 * 4] = {0};
        memcpy(rest, codes + n / 64 * 64 * (size_t)c->bytes, n % 64 * (size_t)c->bytes);
        tell(rest, c, 1, out + n / 64);
    }
}

/* --- runs -> bits ------------------------------------------------------------------------------------------------- */

/* Set the bits from..to (without `to`). */
static inline void set_bits(uint64_t *words, size_t from, size_t to) {
    const size_t first = from / 64, last = (to - 1) / 64;
    const uint64_t head = ~(uint64_t)0 << from % 64, tail = ~(uint64_t)0 >> (63 - (to - 1) % 64);
    if (first == last) {
        words[first] |= head & tail;
        return;
    }
    words[first] |= head;
    for (size_t w = first + 1; w < last; w++) words[w] = ~(uint64_t)0;
    words[last] |= tail;
}

/* A block of rows: where it begins, how many it has, and the runs that lie in it. */
typedef struct {
    size_t start, n, first_run, last_run;
} Block;

static inline size_t from_in(const Question *q, const Block *b, size_t run) { return MOST(q->starts[run], b->start) - b->start; }
static inline size_t to_in(const Question *q, const Block *b, size_t run) { return LEAST(q->starts[run + 1], b->start + b->n) - b->start; }

static void by_runs(const Question *q, const Condition *c, const Block *b, uint64_t *out) {
    const uint8_t *held = c->codes;
    memset(out, 0, WORDS * sizeof *out);
    for (size_t run = b->first_run; run <= b->last_run; run++)
        if (held[run]) set_bits(out, from_in(q, b, run), to_in(q, b, run));
}

/* --- the park's terms --------------------------------------------------------------------------------------------- */

/* Tell whether what a site gives of an area is above a bound. It gives the least that both accept: its smallest part or
   else the whole, but as much as is wanted where it has that. An unknown area (NaN) is never above anything. */
#define ABOVE(whole, least, bound, wanted_above)                                                       \
    (((whole) == (whole)) & (((least) > (bound)) | (((whole) > (bound)) & (((least) != (least)) | (wanted_above)))))

/* The greatest single-precision figure that is not above x: comparing with it is comparing with x. */
static inline float not_above(double x) {
    const float near = (float)x;
    return (double)near > x ? nextafterf(near, -INFINITY) : near;
}
static inline double same(double x) { return x; }

#define FAIL_TERMS(NAME, T, BOUND)                                                                     \
    WIDE static void NAME(const Terms *t, const Rule *rule, size_t start, size_t n, uint8_t *restrict out) { \
        const T *floors = (const T *)t->floor + start, *lands = (const T *)t->land + start, *leasts = (const T *)t->least + start; \
        const T by_land = BOUND(rule->land), folded = BOUND(rule->folded), by_floor = BOUND(rule->floor); \
        const int land_wanted = t->land_wanted > rule->land, fold_wanted = t->floor_wanted > rule->folded, \
                  floor_wanted = t->floor_wanted > rule->floor;                                        \
        for (size_t i = 0; i < n; i++) {                                                               \
            const T floor = floors[i], land = lands[i], least = leasts[i];                             \
            const int own = ABOVE(land, least, by_land, land_wanted), other = ABOVE(floor, least, folded, fold_wanted); \
            const int land_fails = rule->land_fails | (land > 0 ? own : other);                        \
            out[i] = (uint8_t)(land_fails & (rule->floor_fails | ABOVE(floor, least, by_floor, floor_wanted))); \
        }                                                                                              \
    }
FAIL_TERMS(fail_terms_single, float, not_above)
FAIL_TERMS(fail_terms_double, double, same)

static void pack_all(const uint8_t *flags, size_t n, uint64_t *out) {
    for (size_t w = 0; w * 64 < n; w++) out[w] = pack(flags + 64 * w);
}

/* Put the lowest n bits (at most 57) at a place. */
static inline void put_bits(uint64_t *words, size_t at, uint64_t bits, size_t n) {
    bits &= ((uint64_t)1 << n) - 1;
    words[at / 64] |= bits << at % 64;
    if (at % 64 + n > 64) words[at / 64 + 1] |= bits >> (64 - at % 64);
}

typedef void FailTerms(const Terms *t, const Rule *rule, size_t row, size_t n, uint64_t *words, size_t at);

static void fail_terms(const Terms *t, const Rule *rule, size_t row, size_t n, uint64_t *words, size_t at) {
    while (n) {
        uint8_t flags[64] = {0};
        const size_t part = LEAST(n, (size_t)32);
        (t->single ? fail_terms_single : fail_terms_double)(t, rule, row, part, flags);
        put_bits(words, at, pack(flags), part);
        row += part, at += part, n -= part;
    }
}

#if X86
/* The same for eight rows at a time in single precision. */
typedef struct {
    __m256 bound, wanted_above; /* the latter as a mask */
} Above;

__attribute__((target("avx2"))) static inline Above above_of(double bound, double wanted) {
    const Above made = {_mm256_set1_ps(not_above(bound)),
                        _mm256_castsi256_ps(_mm256_set1_epi32(wanted > bound ? -1 : 0))};
    return made;
}

__attribute__((target("avx2"))) static inline __m256 above(__m256 whole, __m256 least, __m256 no_least, const Above *a) {
    const __m256 part = _mm256_cmp_ps(least, a->bound, _CMP_GT_OQ);
    const __m256 all = _mm256_and_ps(_mm256_cmp_ps(whole, a->bound, _CMP_GT_OQ), _mm256_or_ps(no_least, a->wanted_above));
    return _mm256_and_ps(_mm256_cmp_ps(whole, whole, _CMP_ORD_Q), _mm256_or_ps(part, all));
}

__attribute__((target("avx2"))) static void fail_terms_avx2(const Terms *t, const Rule *rule, size_t row, size_t n,
                                                            uint64_t *words, size_t at) {
    const float *floors = (const float *)t->floor + row, *lands = (const float *)t->land + row, *leasts = (const float *)t->least + row;
    const Above land = above_of(rule->land, t->land_wanted), folded = above_of(rule->folded, t->floor_wanted),
                floor = above_of(rule->floor, t->floor_wanted);
    size_t i = 0;
    for (; i < n && row + i + 8 <= (size_t)t->rows; i += 8) { /* rows behind the last of the run are looked at in vain */
        const __m256 whole = _mm256_loadu_ps(floors + i), least = _mm256_loadu_ps(leasts + i);
        const __m256 no_least = _mm256_cmp_ps(least, least, _CMP_UNORD_Q);
        __m256 fails = _mm256_castsi256_ps(_mm256_set1_epi32(-1));
        if (!rule->land_fails) {
            const __m256 own = _mm256_loadu_ps(lands + i), has = _mm256_cmp_ps(own, _mm256_setzero_ps(), _CMP_GT_OQ);
            fails = _mm256_blendv_ps(above(whole, least, no_least, &folded), above(own, least, no_least, &land), has);
        }
        if (!rule->floor_fails) fails = _mm256_and_ps(fails, above(whole, least, no_least, &floor));
        put_bits(words, at + i, (uint64_t)_mm256_movemask_ps(fails), LEAST(n - i, (size_t)8));
    }
    if (i < n) fail_terms(t, rule, row + i, n - i, words, at + i);
}
#endif

static void by_terms(const Question *q, const Block *b, uint64_t *out) {
    const Terms *t = q->park_terms;
    FailTerms *tell = fail_terms;
#if X86
    if (t->single && __builtin_cpu_supports("avx2")) tell = fail_terms_avx2;
#endif
    memset(out, 0, WORDS * sizeof *out);
    for (size_t run = b->first_run; run <= b->last_run; run++) {
        const Rule *rule = &t->rules[t->parks[run] < 0 ? t->parks_count : t->parks[run]];
        const size_t from = from_in(q, b, run);
        if (rule->open) tell(t, rule, b->start + from, to_in(q, b, run) - from, out, from);
    }
}

/* --- rents of a year ---------------------------------------------------------------------------------------------- */

static inline double figure(const Column *c, int64_t row) { return c->numbers[code_at(c->codes, c->bytes, row)]; }

static double year_rent(const Rent *r, int64_t row) {
    const double monthly = figure(&r->monthly, row);
    if (monthly != monthly) return figure(&r->yearly, row);
    const double floor = figure(&r->floor, row), least = figure(&r->least, row);
    const int for_land = r->land_alone || (floor != floor && figure(&r->kind, row) == 1);
    const double area = for_land ? least_area(r->land_wanted, figure(&r->land, row), least) : least_area(r->floor_wanted, floor, least);
    const double rent = monthly * 12 * area;
    return rent == rent ? rent : figure(&r->yearly, row);
}

static void by_year_rent(const Rent *r, size_t start, size_t n, uint64_t *out) {
    uint8_t flags[BLOCK] = {0};
    for (size_t i = 0; i < n; i++) flags[i] = year_rent(r, (int64_t)(start + i)) > r->budget;
    pack_all(flags, n, out);
}

/* --- all constraints ---------------------------------------------------------------------------------------------- */

static void apply(const Question *q, const Condition *c, const Block *b, uint64_t *out) {
    if (c->bytes == BY_RUN) by_runs(q, c, b, out);
    else if (c->bytes == TERMS) by_terms(q, b, out);
    else if (c->bytes == YEAR_RENT) by_year_rent(q->rent, b->start, b->n, out);
    else by_codes(c, b->start, b->n, out);
    if (c->negated) for (size_t w = 0; w < WORDS; w++) out[w] = ~out[w];
}

#if X86
#define COUNTED __attribute__((target_clones("popcnt", "default")))
#else
#define COUNTED
#endif
COUNTED static int64_t count_both(const uint64_t *words, const uint64_t *others) {
    int64_t sum = 0;
    for (size_t w = 0; w < WORDS; w++) sum += __builtin_popcountll(words[w] & others[w]);
    return sum;
}
static int64_t count(const uint64_t *words) { return count_both(words, words); }

/* Find the rows of a block that fail a test. */
static void fail(const Question *q, int64_t test, const Block *b, size_t *term, size_t *at, uint64_t *failed) {
    memset(failed, 0, WORDS * sizeof *failed);
    for (; *term < (size_t)q->term_count && q->terms[*term].test == test; ++*term) {
        uint64_t holds[WORDS], each[WORDS];
        for (int32_t i = 0; i < q->terms[*term].conditions; i++) {
            apply(q, &q->conditions[(*at)++], b, i ? each : holds);
            if (i) for (size_t w = 0; w < WORDS; w++) holds[w] &= each[w];
        }
        for (size_t w = 0; w < WORDS; w++) failed[w] |= holds[w];
    }
}

/* Add the rows that fail a test to those that fail once and twice; give those that are left. */
WIDE static void add_failures(const uint64_t *restrict standing, uint64_t *restrict mine, uint64_t *restrict once,
                              uint64_t *restrict twice, uint64_t *restrict left) {
    for (size_t w = 0; w < WORDS; w++) {
        mine[w] &= standing[w];
        twice[w] |= once[w] & mine[w];
        once[w] |= mine[w];
        left[w] = standing[w] & ~once[w];
    }
}

/* Judge all rows: by test how many fail, fail it alone and are left after it and those before it; a bit a row for those
   that pass and those that fail once. Rows that are gone count nowhere. */
void sift(const Question *q, int64_t *fails, int64_t *alone, int64_t *remaining, uint64_t *passing, uint64_t *single) {
    Block b = {0, 0, 0, 0};
    size_t gone = 0;
    for (; b.start < (size_t)q->rows; b.start += b.n) {
        b.n = LEAST((size_t)BLOCK, (size_t)q->rows - b.start);
        while (q->starts[b.first_run + 1] <= b.start) b.first_run++;
        for (b.last_run = b.first_run; q->starts[b.last_run + 1] < b.start + b.n;) b.last_run++;
        uint64_t standing[WORDS] = {0}, once[WORDS] = {0}, twice[WORDS] = {0}, left[WORDS], failed[64][WORDS];
        set_bits(standing, 0, b.n);
        for (; gone < (size_t)q->gone_count && q->gone[gone] < b.start + b.n; gone++)
            standing[(q->gone[gone] - b.start) / 64] &= ~((uint64_t)1 << (q->gone[gone] - b.start) % 64);
        size_t term = 0, at = 0;
        for (int64_t test = 0; test < q->tests; test++) {
            uint64_t *mine = failed[test];
            fail(q, test, &b, &term, &at, mine);
            add_failures(standing, mine, once, twice, left);
            fails[test] += count(mine);
            remaining[test] += count(left);
        }
        const size_t words = (b.n + 63) / 64, into = b.start / 64;
        for (size_t w = 0; w < WORDS; w++) once[w] &= ~twice[w];
        for (int64_t test = 0; test < q->tests; test++) {
            alone[test] += count_both(failed[test], once);
        }
        for (size_t w = 0; w < words; w++) {
            passing[into + w] = standing[w] & ~once[w] & ~twice[w];
            single[into + w] = once[w];
        }
    }
}

/* --- the first of them -------------------------------------------------------------------------------------------- */

enum { LOOK_UP, DISTANCE, YEARLY, AREA_GAP };

/* One criterion: how much it adds to a row's score (weight × value; an unknown value is 0.5). */
typedef struct {
    int64_t kind, bytes;
    const void *codes;
    const double *points; /* LOOK_UP: what each code adds */
    double weight, worst, best;
    double lon, lat; /* of a place; of AREA_GAP: the least and the greatest area wanted, NaN: not said */
} Criterion;

/* A criterion on at most 16 codes of a byte: what each can add, in units, rounded up. */
typedef struct {
    const uint8_t *codes;
    uint8_t units[16];
} Small;

typedef struct {
    const Criterion *criteria;
    const int32_t *looked_up; /* those that hang on a code, the ones that tell rows apart best first */
    const double *rest;       /* the most that all later ones of these can add */
    const double *lon, *lat;
    const Rent *rent;
    Column whole, least; /* of AREA_GAP */
    const double *bounds; /* of each run: the most that what is not looked up can add */
    const int32_t *order; /* of the runs: those with the greatest bounds first */
    int64_t count, looked_up_count;
    double weight, most; /* the sum of the weights; the most that all that is looked up can add */
    const Small *small;  /* those of them that have few codes; all units together keep within a byte */
    int64_t small_count;
    double unit, small_most; /* what a unit is worth; the most that all of these can add */
} Scoring;

static double worth(const Criterion *c, double x) {
    if (x != x) return c->weight * 0.5;
    const double value = (x - c->worst) / (c->best - c->worst);
    return c->weight * LEAST(1.0, MOST(0.0, value));
}

static double area_gap(const Scoring *s, const Criterion *c, int64_t row) {
    const double high = figure(&s->whole, row), part = figure(&s->least, row), low = part == part ? part : high;
    if (high != high) return high;
    if (high < c->lon) return (c->lon - high) / c->lon; /* false where nothing is said */
    return low > c->lat ? (low - c->lat) / c->lat : 0.0;
}

static double score(const Scoring *s, int64_t row) {
    double sum = 0;
    for (int64_t i = 0; i < s->count; i++) {
        const Criterion *c = &s->criteria[i];
        if (c->kind == LOOK_UP) sum += c->points[code_at(c->codes, c->bytes, row)];
        else if (c->kind == DISTANCE) sum += worth(c, distance(s->lon[row], s->lat[row], c->lon, c->lat));
        else if (c->kind == YEARLY) sum += worth(c, year_rent(s->rent, row));
        else sum += worth(c, area_gap(s, c, row));
    }
    return sum;
}

static int may_reach(const Scoring *s, int64_t row, double bound, double limit) {
    for (int64_t i = 0; i < s->looked_up_count; i++) {
        const Criterion *c = &s->criteria[s->looked_up[i]];
        bound += c->points[code_at(c->codes, c->bytes, row)];
        if (bound + s->rest[i] < limit) return 0;
    }
    return 1;
}

#if X86
/* Tell which of 64 rows have at least so many units from the criteria with few codes. */
__attribute__((target("avx2"))) static uint64_t with_units(const Scoring *s, size_t row, uint8_t least) {
    __m256i a = _mm256_setzero_si256(), b = a;
    for (int64_t i = 0; i < s->small_count; i++) {
        const __m256i units = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)s->small[i].units));
        const uint8_t *codes = s->small[i].codes + row;
        a = _mm256_add_epi8(a, _mm256_shuffle_epi8(units, _mm256_loadu_si256((const void *)codes)));
        b = _mm256_add_epi8(b, _mm256_shuffle_epi8(units, _mm256_loadu_si256((const void *)(codes + 32))));
    }
    const __m256i bar = _mm256_set1_epi8((char)least);
    a = _mm256_cmpeq_epi8(_mm256_max_epu8(a, bar), a), b = _mm256_cmpeq_epi8(_mm256_max_epu8(b, bar), b);
    return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}
#endif

/* Leave out rows of a word that can't reach the limit by what the criteria with few codes give them. */
static inline uint64_t hopeful(const Question *q, const Scoring *s, size_t row, uint64_t word, double needed) {
#if X86
    if (needed > 0 && s->small_count && word & (word - 1) && row + 64 <= (size_t)q->rows && __builtin_cpu_supports("avx2"))
        return needed > 255 ? 0 : word & with_units(s, row, (uint8_t)needed); /* rounded down */
#else
    (void)q, (void)s, (void)row, (void)needed;
#endif
    return word;
}

/* Find the rows with a bit whose score is among the k greatest (0: all rows), and those less than `slack` below; gives
   how many. `heap` has room for k. */
int64_t first_rows(const Question *q, const Scoring *s, const uint64_t *bits, int64_t k, double slack, double *heap,
                   uint32_t *rows, double *scores) {
    int64_t found = 0, held = 0;
    double limit = -INFINITY;
    for (int64_t i = 0; i < q->runs; i++) {
        const int32_t run = s->order[i];
        if (s->bounds[run] + s->most < limit) continue;
        const double needed = (limit - s->bounds[run] - (s->most - s->small_most)) / s->unit;
        for (size_t w = q->starts[run] / 64; w * 64 < q->starts[run + 1]; w++) {
            uint64_t word = bits[w];
            if (w * 64 < q->starts[run]) word &= ~(uint64_t)0 << q->starts[run] % 64;
            if (w * 64 + 64 > q->starts[run + 1]) word &= ~(~(uint64_t)0 << q->starts[run + 1] % 64);
            for (word = hopeful(q, s, 64 * w, word, needed); word; word &= word - 1) {
                const int64_t row = (int64_t)(64 * w) + __builtin_ctzll(word);
                if (!may_reach(s, row, s->bounds[run], limit)) continue;
                const double sum = score(s, row);
                if (sum < limit) continue;
                rows[found] = (uint32_t)row;
                scores[found++] = sum / s->weight;
                if (k) keep(heap, k, &held, sum);
                if (k && held == k) limit = heap[0] - 2 * slack * s->weight;
            }
        }
    }
    int64_t kept = 0;
    for (int64_t i = 0; i < found; i++) {
        if (scores[i] * s->weight < limit) continue;
        rows[kept] = rows[i];
        scores[kept++] = scores[i];
    }
    return kept;
}

/* Changes whenever an argument does: kernel.py works with no other. */
int32_t kernel_version(void) { return 6; }
