/* The first k sites of every draw of weights, as luodi.matching.acceptability finds them, which says what is meant.

   Sites lie in blocks of 64, neighbours together. In a draw a block's greatest values bound its scores: most blocks stay
   below the k-th best score so far and are never looked at. Bounds are reckoned in single precision, rounded so that they
   never shut out a score; what is left is scored in double precision, criterion by criterion. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 64
#define FIRST_BLOCKS 8 /* looked at before all others, so that the bar is high from the start */
#define SLACK 1e-5f    /* far above what 64 products in single precision can lose */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__)
#define WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define WIDE
#endif

typedef struct {
    int64_t rows, criteria, blocks, draws, ranks;
    const float *high;      /* blocks × criteria × 64: the most each value can be; what fills the last block is below all */
    const float *corners;   /* criteria × blocks: the greatest of them */
    const uint32_t *row_of; /* the row at each place */
    const double *values;   /* rows × criteria, NaN: unknown */
    const uint64_t *unknown; /* by row, a bit for each unknown criterion */
    const uint64_t *keys;   /* by row */
    const double *weights;  /* draws × criteria */
    uint64_t seed;
} Draws;

/* --- neighbours together ------------------------------------------------------------------------------------------ */

static void swap_rows(float *values, uint32_t *row_of, int64_t m, int64_t a, int64_t b) {
    for (int64_t c = 0; c < m; c++) {
        const float held = values[a * m + c];
        values[a * m + c] = values[b * m + c];
        values[b * m + c] = held;
    }
    const uint32_t row = row_of[a];
    row_of[a] = row_of[b];
    row_of[b] = row;
}

/* Put the rows with the `nth` smallest values of a criterion first (C. A. R. Hoare, CACM 4 (7), 1961, Algorithm 65). */
static void select_rows(float *values, uint32_t *row_of, int64_t m, int64_t from, int64_t to, int64_t nth, int64_t c) {
    while (from < to) {
        const float pivot = values[((from + to) / 2) * m + c];
        int64_t i = from, j = to;
        while (i <= j) {
            while (values[i * m + c] < pivot) i++;
            while (values[j * m + c] > pivot) j--;
            if (i > j) break;
            swap_rows(values, row_of, m, i++, j--);
        }
        if (nth <= j) to = j;
        else if (nth >= i) from = i;
        else return;
    }
}

static int64_t most_spread(const float *values, int64_t m, int64_t from, int64_t to) {
    int64_t found = 0;
    double most = -1;
    for (int64_t c = 0; c < m; c++) {
        double sum = 0, squares = 0;
        for (int64_t i = from; i < to; i++) {
            const double x = values[i * m + c];
            sum += x, squares += x * x;
        }
        const double spread = squares - sum * sum / (double)(to - from);
        if (spread > most) most = spread, found = c;
    }
    return found;
}

/* Order rows so that each run of 64 holds neighbours: halve along the criterion that varies most. */
void arrange(float *values, uint32_t *row_of, int64_t m, int64_t from, int64_t to) {
    while (to - from > BLOCK) {
        const int64_t blocks = (to - from + BLOCK - 1) / BLOCK, middle = from + blocks / 2 * BLOCK;
        select_rows(values, row_of, m, from, to - 1, middle, most_spread(values, m, from, to));
        arrange(values, row_of, m, from, middle);
        from = middle;
    }
}

/* --- draws -------------------------------------------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t x) {
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* One draw at work. The bar is the worst of the first k so far: the first of the heap. */
typedef struct {
    const Draws *all;
    const double *weights;
    float single[64], bar;
    int32_t heaviest[64]; /* the criteria by weight */
    uint64_t salt[64];    /* of what stands for unknown values, by criterion */
    double *scores;
    uint32_t *rows;
    int64_t held;
} Draw;

static inline double drawn(const Draw *d, uint32_t row, int64_t c) {
    return (double)(mix(d->salt[c] ^ d->all->keys[row]) >> 11) * 0x1p-53;
}

/* Begin with one vector of weights and one draw of the unknown. */
static void begin(Draw *d, int64_t vector, uint64_t number) {
    const Draws *all = d->all;
    d->weights = all->weights + vector * all->criteria;
    d->bar = -INFINITY;
    d->held = 0;
    for (int64_t c = 0; c < all->criteria; c++) {
        d->single[c] = (float)d->weights[c];
        d->salt[c] = mix(number * 4096 + (uint64_t)c + mix(all->seed));
        int64_t at = c;
        for (; at && d->weights[d->heaviest[at - 1]] < d->weights[c]; at--) d->heaviest[at] = d->heaviest[at - 1];
        d->heaviest[at] = (int32_t)c;
    }
}

/* Tell whether a row comes after another: it scores less, or the same and stands lower on the list. */
static inline int after(double score, uint32_t row, double other_score, uint32_t other_row) {
    return score < other_score || (score == other_score && row > other_row);
}

static void offer(Draw *d, double score, uint32_t row) {
    const int64_t k = d->all->ranks;
    int64_t at;
    if (d->held < k) {
        for (at = d->held++; at; at = (at - 1) / 2) {
            if (!after(score, row, d->scores[(at - 1) / 2], d->rows[(at - 1) / 2])) break;
            d->scores[at] = d->scores[(at - 1) / 2], d->rows[at] = d->rows[(at - 1) / 2];
        }
    } else {
        if (!after(d->scores[0], d->rows[0], score, row)) return;
        for (at = 0;;) {
            int64_t child = 2 * at + 1;
            if (child >= k) break;
            if (child + 1 < k && after(d->scores[child + 1], d->rows[child + 1], d->scores[child], d->rows[child])) child++;
            if (!after(d->scores[child], d->rows[child], score, row)) break;
            d->scores[at] = d->scores[child], d->rows[at] = d->rows[child];
            at = child;
        }
    }
    d->scores[at] = score, d->rows[at] = row;
    if (d->held == k) d->bar = (float)d->scores[0] - SLACK;
}

static double score_in(const Draw *d, uint32_t row) {
    const Draws *all = d->all;
    const double *values = all->values + (int64_t)row * all->criteria;
    double score = 0;
    for (int64_t c = 0; c < all->criteria; c++)
        score += d->weights[c] * (all->unknown[row] >> c & 1 ? drawn(d, row, c) : values[c]);
    return score;
}

/* Score a row whose bound reaches the bar: the heaviest unknown values are drawn first, as most rows fall then. */
static void try_row(Draw *d, uint32_t row, float bound) {
    const Draws *all = d->all;
    const uint64_t unknown = all->unknown[row];
    if (unknown) {
        double most = bound;
        for (int64_t i = 0; i < all->criteria; i++) {
            const int64_t c = d->heaviest[i];
            if (!(unknown >> c & 1)) continue;
            most -= d->weights[c] * (1 - drawn(d, row, c));
            if (most < d->bar) return;
        }
    }
    offer(d, score_in(d, row), row);
}

WIDE static void add_bounds(const float *weights, const float *values, int64_t m, int64_t stride, int64_t n, float *restrict out) {
    memset(out, 0, (size_t)n * sizeof *out);
    for (int64_t c = 0; c < m; c++) {
        const float weight = weights[c], *at = values + c * stride;
        for (int64_t i = 0; i < n; i++) out[i] += weight * at[i];
    }
}

WIDE static void add_block(const float *weights, const float *values, int64_t m, float *restrict out) {
    float sums[BLOCK] = {0};
    for (int64_t c = 0; c < m; c++)
        for (int i = 0; i < BLOCK; i++) sums[i] += weights[c] * values[c * BLOCK + i];
    memcpy(out, sums, sizeof sums);
}

static void look_at(Draw *d, int64_t block) {
    const Draws *all = d->all;
    float bounds[BLOCK];
    add_block(d->single, all->high + block * all->criteria * BLOCK, all->criteria, bounds);
    for (int64_t i = 0; i < BLOCK; i++)
        if (bounds[i] >= d->bar && block * BLOCK + i < all->rows) try_row(d, all->row_of[block * BLOCK + i], bounds[i]);
}

/* Find the blocks with the greatest bounds. */
static int64_t best_blocks(const float *bounds, int64_t blocks, int64_t *found) {
    int64_t held = 0;
    for (int64_t b = 0; b < blocks; b++) {
        if (held == FIRST_BLOCKS && bounds[b] <= bounds[found[held - 1]]) continue;
        int64_t at = held < FIRST_BLOCKS ? held++ : held - 1;
        for (; at && bounds[found[at - 1]] < bounds[b]; at--) found[at] = found[at - 1];
        found[at] = b;
    }
    return held;
}

/* Take the rows of a heap out, the first first. */
static void in_order(Draw *d, int64_t *out) {
    while (d->held) {
        const double score = d->scores[--d->held];
        const uint32_t row = d->rows[d->held];
        out[d->held] = d->rows[0];
        int64_t at = 0;
        for (;;) {
            int64_t child = 2 * at + 1;
            if (child >= d->held) break;
            if (child + 1 < d->held && after(d->scores[child + 1], d->rows[child + 1], d->scores[child], d->rows[child])) child++;
            if (!after(d->scores[child], d->rows[child], score, row)) break;
            d->scores[at] = d->scores[child], d->rows[at] = d->rows[child];
            at = child;
        }
        d->scores[at] = score, d->rows[at] = row;
    }
}

/* Give the rows at ranks 1 … k of each of some draws (k may not be above the count of rows). Gives 0 if there is no memory. */
int32_t rank_draws(const Draws *all, const int64_t *numbers, int64_t count, int64_t *out) {
    float *bounds = malloc(sizeof *bounds * (size_t)all->blocks);
    Draw d = {.all = all, .scores = malloc(sizeof(double) * (size_t)all->ranks), .rows = malloc(sizeof(uint32_t) * (size_t)all->ranks)};
    const int32_t made = bounds && d.scores && d.rows;
    for (int64_t i = 0; made && i < count; i++) {
        int64_t first[FIRST_BLOCKS];
        begin(&d, numbers[i], (uint64_t)numbers[i]);
        add_bounds(d.single, all->corners, all->criteria, all->blocks, all->blocks, bounds);
        const int64_t firsts = best_blocks(bounds, all->blocks, first);
        for (int64_t b = 0; b < firsts; b++) {
            look_at(&d, first[b]);
            bounds[first[b]] = -INFINITY;
        }
        for (int64_t b = 0; b < all->blocks; b++)
            if (bounds[b] >= d.bar && bounds[b] > -INFINITY) look_at(&d, b);
        in_order(&d, out + numbers[i] * all->ranks);
    }
    free(bounds), free(d.scores), free(d.rows);
    return made;
}

/* --- one site ------------------------------------------------------------------------------------------------------ */

/* Tell whether a rival comes before a row that scores `own`; drawn as in try_row. */
static int beats(const Draw *d, uint32_t rival, double most, uint32_t row, double own) {
    const uint64_t unknown = d->all->unknown[rival];
    for (int64_t i = 0; unknown && i < d->all->criteria; i++) {
        const int64_t c = d->heaviest[i];
        if (!(unknown >> c & 1)) continue;
        most -= d->weights[c] * (1 - drawn(d, rival, c));
        if (most < own - 1e-9) return 0;
    }
    return rival != row && after(own, row, score_in(d, rival), rival);
}

/* Count the draws of the unknown in which a row comes first under one vector of weights. `most` is the greatest score of
   each rival, falling; `likely` are the places of those that will probably win: one that does is enough. */
int64_t count_wins(const Draws *all, uint32_t row, const uint32_t *rivals, const double *most, int64_t count,
                   const int64_t *likely, int64_t likely_count) {
    int64_t wins = 0;
    Draw d = {.all = all};
    for (int64_t number = 0; number < all->draws; number++) {
        begin(&d, 0, (uint64_t)number);
        const double own = score_in(&d, row);
        int lost = 0;
        for (int64_t i = 0; i < likely_count && !lost; i++) lost = beats(&d, rivals[likely[i]], most[likely[i]], row, own);
        for (int64_t i = 0; i < count && !lost && most[i] >= own - 1e-9; i++) lost = beats(&d, rivals[i], most[i], row, own);
        wins += !lost;
    }
    return wins;
}

/* --- sites that never come first ----------------------------------------------------------------------------------- */

/* Count for each row the earlier of the first `count` rows whose least values are no smaller than its greatest, on every
   criterion; no further than to `enough`. */
void count_better(const double *low, const double *high, int64_t rows, int64_t m, int64_t count, double strict, int64_t enough,
                  int64_t *before) {
    for (int64_t row = 0; row < rows; row++) {
        const double *mine = high + row * m;
        before[row] = 0;
        for (int64_t other = 0; other < count && other < row && before[row] < enough; other++) {
            int64_t c = 0;
            while (c < m && low[other * m + c] >= mine[c] + strict) c++;
            before[row] += c == m;
        }
    }
}
