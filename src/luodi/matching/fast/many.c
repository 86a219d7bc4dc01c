/* Many requirements on the sites of a table: the first of each, exactly as the engine for one would list them.

   Rows stand in an order in which those that a requirement could want lie together (see orders.py): in parts, each with
   its rows of unknown floor, of one floor area, and of floors that are let in pieces; the last two by their area. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#define X86 1
#else
#define X86 0
#endif
#define IS_NAN(x) ((x) != (x))

enum { FAIL, UNKNOWN, PASS, EACH };
enum { UNKNOWN_FLOOR, ONE_FLOOR, IN_PIECES, GROUPS };
enum { FIGURE, FOCUS, DISTANCE, YEAR_RENT, AREA_GAP }; /* kinds of criteria */
enum { TO_LIST, IN_DOUBT };

/* A row fails where its figure is known and is not within the bounds. Bounds of one constraint share their `test`. */
typedef struct {
    const double *figures;
    double low, high;
    int64_t test;
} Bound;

/* A row is what `ranks` says of its code. */
typedef struct {
    const int32_t *codes;
    const uint8_t *ranks;
    int64_t of_part; /* whether all rows of a part have the same code */
} Facet;

typedef struct {
    int64_t kind;
    const double *figures;
    double weight, worst, best, lon, lat;
} Criterion;

/* Where a requirement wants to be: parts, with the rank of each region in them, and single rows with theirs; `sure` are
   rows of unknown regions that pass all the same. */
typedef struct {
    const uint32_t *parts, *rows, *sure;
    const uint8_t *region_ranks, *row_ranks;
    int64_t part_count, row_count, sure_count;
} Where;

typedef struct {
    const uint32_t *starts; /* of each group of each part, with the count of rows at the end */
    const double *floor, *land, *least, *monthly, *yearly, *lon, *lat, *bare; /* the last: 1 for land or yard alone */
    const int32_t *parks, *kinds, *regions; /* kinds: of parks with the same lists of industries */
    const uint32_t *ids; /* each row's place in the order of the ids */
} Order;

/* One node of a rule: a line (`kind` at_least, at_most), or all_of, any_of with so many parts. `nodes` and `lines` are
   those of all that stands below it, itself included. */
typedef struct {
    int32_t kind, count, nodes, lines;
} Node;
enum { AT_LEAST, AT_MOST, ALL_OF, ANY_OF };

typedef struct {
    const int32_t *shapes; /* of each park; the last stands for none on file; -1: no rule */
    const int64_t *starts;
    const double *bounds, *ratios;
    const Node *nodes;
    const int64_t *trees;
    const int32_t *per; /* of each measure: 0 in all, 1 by land, 2 by floor */
    int64_t measures;
    double mu, same;
} Parks;

typedef struct {
    const Order *order;
    const Where *where; /* NULL: all parts */
    const Bound *bounds;
    const Facet *facets;
    const Criterion *criteria;
    const double *stated, *totals; /* what the enterprise brings, by measure of the parks' terms */
    const uint8_t *industry; /* what parks of each kind say of it */
    const double *focus;
    int64_t parts, bound_count, facet_count, criterion_count;
    double weight, floor_low, floor_high, floor_wanted, land_wanted, budget, gap_low, gap_high;
    int64_t land_alone, gap_by_floor;
} Wish;

typedef struct {
    double score, billionths;
    uint32_t row, id;
    int32_t unknown;
} Hit;

/* --- one row ------------------------------------------------------------------------------------------------------ */

static double year_rent(const Wish *w, size_t row) {
    const Order *o = w->order;
    const int for_land = w->land_alone || (IS_NAN(o->floor[row]) && o->bare[row] == 1);
    const double area = for_land ? least_area(w->land_wanted, o->land[row], o->least[row])
                                 : least_area(w->floor_wanted, o->floor[row], o->least[row]);
    const double rent = o->monthly[row] * 12 * area;
    return IS_NAN(rent) ? o->yearly[row] : rent;
}

/* What the enterprise would take: land by 亩, or floor. */
static double ground(const Wish *w, const Parks *p, size_t row, int32_t per) {
    const Order *o = w->order;
    const double floor = least_area(w->floor_wanted, o->floor[row], o->least[row]);
    if (per == 2) return floor;
    if (o->land[row] > 0) return least_area(w->land_wanted, o->land[row], o->least[row]) / p->mu;
    const double ratio = p->ratios[o->parks[row]];
    return ratio > 0 ? floor / ratio / p->mu : NAN;
}

static double brought(const Wish *w, const Parks *p, size_t row, int64_t measure) {
    if (!IS_NAN(w->stated[measure])) return w->stated[measure];
    const double total = w->totals[measure];
    if (!p->per[measure] || IS_NAN(total)) return total;
    const double taken = ground(w, p, row, p->per[measure]);
    return taken == 0 ? NAN : total / taken;
}

static int rule_rank(const Wish *w, const Parks *p, size_t row, const Node *node, const double *bound) {
    if (node->kind <= AT_MOST) {
        const double found = brought(w, p, row, node->count);
        if (IS_NAN(found)) return UNKNOWN;
        return (node->kind == AT_LEAST ? found >= *bound * (1 - p->same) : found <= *bound * (1 + p->same)) ? PASS : FAIL;
    }
    const int decides = node->kind == ALL_OF ? FAIL : PASS;
    int rank = PASS - decides;
    const Node *each = node + 1;
    for (int32_t i = 0; i < node->count && rank != decides; i++) {
        const int found = rule_rank(w, p, row, each, bound);
        rank = decides == FAIL ? LEAST(rank, found) : MOST(rank, found);
        bound += each->lines, each += each->nodes;
    }
    return rank;
}

static int terms_rank(const Wish *w, const Parks *p, size_t row) {
    const int32_t park = w->order->parks[row];
    if (p->shapes[park] < 0) return PASS;
    return rule_rank(w, p, row, p->nodes + p->trees[p->shapes[park]], p->bounds + p->starts[park]);
}

static inline int facet_rank(const Facet *f, size_t row) { return f->ranks[f->codes[row]]; }

/* Tell whether a row that keeps within all bounds fails none of the other constraints. */
static int passes(const Wish *w, const Parks *p, size_t row) {
    for (int64_t i = 0; i < w->facet_count; i++)
        if (!w->facets[i].of_part && facet_rank(&w->facets[i], row) == FAIL) return 0;
    if (w->industry[w->order->kinds[row]] == FAIL) return 0;
    if (!IS_NAN(w->budget) && year_rent(w, row) > w->budget) return 0;
    return terms_rank(w, p, row) != FAIL;
}

static int count_bits(uint64_t bits) {
    int count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
}

static int among(const uint32_t *rows, int64_t count, uint32_t row) {
    int64_t low = 0, high = count;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (rows[middle] < row) low = middle + 1;
        else high = middle;
    }
    return low < count && rows[low] == row;
}

/* Count the constraints of which it is not known whether a row that passes meets them; `where` is its rank by place. */
static int32_t count_unknown(const Wish *w, const Parks *p, size_t row, int where) {
    uint64_t tests = 0;
    for (int64_t i = 0; i < w->bound_count; i++)
        if (IS_NAN(w->bounds[i].figures[row])) tests |= (uint64_t)1 << w->bounds[i].test;
    if (!IS_NAN(w->budget) && IS_NAN(year_rent(w, row))) tests |= 1; /* the rent is test 0 */
    int32_t count = count_bits(tests) + (w->industry[w->order->kinds[row]] == UNKNOWN) + (terms_rank(w, p, row) == UNKNOWN);
    for (int64_t i = 0; i < w->facet_count; i++) count += facet_rank(&w->facets[i], row) == UNKNOWN;
    return count + (where == UNKNOWN && !among(w->where->sure, w->where->sure_count, (uint32_t)row));
}

/* --- scores ------------------------------------------------------------------------------------------------------- */

static double worth(const Criterion *c, double x) {
    if (IS_NAN(x)) return c->weight * 0.5;
    const double value = (x - c->worst) / (c->best - c->worst);
    return c->weight * LEAST(1.0, MOST(0.0, value));
}

static double area_gap(const Wish *w, size_t row) {
    const double high = (w->gap_by_floor ? w->order->floor : w->order->land)[row], part = w->order->least[row];
    const double low = IS_NAN(part) ? high : part;
    if (IS_NAN(high)) return high;
    if (high < w->gap_low) return (w->gap_low - high) / w->gap_low; /* false where nothing is said */
    return low > w->gap_high ? (low - w->gap_high) / w->gap_high : 0.0;
}

static double measure(const Wish *w, const Criterion *c, size_t row) {
    const Order *o = w->order;
    switch (c->kind) {
    case FIGURE: return c->figures[row];
    case FOCUS: return w->focus[o->kinds[row]];
    case DISTANCE: return distance(o->lon[row], o->lat[row], c->lon, c->lat);
    case YEAR_RENT: return year_rent(w, row);
    default: return area_gap(w, row);
    }
}

static double points(const Wish *w, size_t row) {
    double sum = 0;
    for (int64_t i = 0; i < w->criterion_count; i++) sum += worth(&w->criteria[i], measure(w, &w->criteria[i], row));
    return sum;
}

/* --- the first of them -------------------------------------------------------------------------------------------- */

/* What is found for one requirement: hits, of which the k greatest are in the heap, the least of them first. */
typedef struct {
    Hit *hits;
    double *heap;
    int64_t k, held, found, passing;
    double limit, slack;
} Found;

static void drop_below(Found *f) {
    int64_t kept = 0;
    for (int64_t i = 0; i < f->found; i++)
        if (f->hits[i].score >= f->limit) f->hits[kept++] = f->hits[i];
    f->found = kept;
}

/* Take a row that passes, if it may be among the first. */
static void take(Found *f, const Wish *w, size_t row, int where) {
    f->passing++;
    const double sum = points(w, row);
    if (sum < f->limit) return;
    f->hits[f->found++] = (Hit){sum, 0, (uint32_t)row, w->order->ids[row], where};
    if (!f->k) return;
    keep(f->heap, f->k, &f->held, sum);
    if (f->held == f->k) f->limit = f->heap[0] - 2 * f->slack * w->weight;
}

/* Tell which of the first n of 64 rows a bound lets pass; the others' bits mean nothing. */
static uint64_t within(const Bound *b, size_t start, size_t n) {
    uint64_t out = 0;
    for (size_t i = 0; i < n; i++) out |= (uint64_t)((b->figures[start + i] < b->low) | (b->figures[start + i] > b->high)) << i;
    return ~out;
}

#if X86
__attribute__((target("avx2"))) static uint64_t within_avx2(const Bound *b, size_t start, size_t n) {
    const __m256d low = _mm256_set1_pd(b->low), high = _mm256_set1_pd(b->high);
    uint64_t out = 0;
    for (size_t i = 0; i < n; i += 4) {
        const __m256d x = _mm256_loadu_pd(b->figures + start + i);
        const __m256d beyond = _mm256_or_pd(_mm256_cmp_pd(x, low, _CMP_LT_OQ), _mm256_cmp_pd(x, high, _CMP_GT_OQ));
        out |= (uint64_t)(uint32_t)_mm256_movemask_pd(beyond) << i;
    }
    return ~out;
}
#endif

/* Give the rank of a row of a part by its place. */
static inline int place_rank(const Wish *w, size_t row) {
    return w->where ? w->where->region_ranks[w->order->regions[row]] : PASS;
}

/* Look at some rows that follow each other; columns go on for 64 rows behind the last. `where` is their rank by place, or
   EACH has its own. */
static void look(Found *f, const Wish *w, const Parks *p, size_t start, size_t end, int where) {
    for (; start < end; start += 64) {
        const size_t n = LEAST(end - start, (size_t)64);
        uint64_t bits = ~(uint64_t)0 >> (64 - n);
        for (int64_t i = 0; i < w->bound_count && bits; i++) {
#if X86
            if (__builtin_cpu_supports("avx2")) {
                bits &= within_avx2(&w->bounds[i], start, n);
                continue;
            }
#endif
            bits &= within(&w->bounds[i], start, n);
        }
        for (; bits; bits &= bits - 1) {
            const size_t row = start + (size_t)__builtin_ctzll(bits);
            const int rank = where == EACH ? place_rank(w, row) : where;
            if (rank != FAIL && passes(w, p, row)) take(f, w, row, rank);
        }
    }
}

/* Give the first of some rows whose floor is not below a bound. */
static size_t reaching(const double *floor, size_t low, size_t high, double bound) {
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (floor[middle] < bound) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void look_at_part(Found *f, const Wish *w, const Parks *p, size_t part) {
    const uint32_t *starts = w->order->starts + GROUPS * part;
    if (starts[0] == starts[GROUPS]) return;
    for (int64_t i = 0; i < w->facet_count; i++)
        if (w->facets[i].of_part && facet_rank(&w->facets[i], starts[0]) == FAIL) return;
    look(f, w, p, starts[UNKNOWN_FLOOR], starts[ONE_FLOOR], EACH);
    for (int group = ONE_FLOOR; group <= IN_PIECES; group++) {
        const size_t from = reaching(w->order->floor, starts[group], starts[group + 1], w->floor_low);
        size_t to = from;
        if (group == IN_PIECES) to = starts[group + 1];
        else while (to < starts[group + 1] && w->order->floor[to] <= w->floor_high) to += 64;
        look(f, w, p, from, LEAST(to, starts[group + 1]), EACH);
    }
}

static void look_everywhere(Found *f, const Wish *w, const Parks *p) {
    const Where *at = w->where;
    for (int64_t i = 0; i < (at ? at->part_count : w->parts); i++)
        look_at_part(f, w, p, at ? at->parts[i] : (size_t)i);
    for (int64_t i = 0; i < (at ? at->row_count : 0); i++)
        look(f, w, p, at->rows[i], (size_t)at->rows[i] + 1, at->row_ranks[i]);
}

static int by_score(const void *one, const void *other) {
    const double a = ((const Hit *)one)->billionths, b = ((const Hit *)other)->billionths;
    return (a < b) - (a > b);
}

static int by_unknown(const void *one, const void *other) {
    const Hit *a = one, *b = other;
    if (a->unknown != b->unknown) return a->unknown < b->unknown ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Put hits of one score in order: fewest unknown constraints first, then by id. */
static void order_ties(Found *f, const Wish *w, const Parks *p) {
    for (int64_t first = 0, end; first < f->found; first = end) {
        for (end = first + 1; end < f->found && f->hits[end].billionths == f->hits[first].billionths;) end++;
        if (end - first == 1) continue;
        for (int64_t i = first; i < end; i++) f->hits[i].unknown = count_unknown(w, p, f->hits[i].row, f->hits[i].unknown);
        qsort(f->hits + first, (size_t)(end - first), sizeof *f->hits, by_unknown);
    }
}

/* Put the hits in order. In doubt is an order that hangs on how a score that lies on the border of two billionths is
   rounded: the reference must say. */
static int arrange(Found *f, const Wish *w, const Parks *p, double unsure) {
    drop_below(f);
    for (int64_t i = 0; i < f->found; i++) {
        f->hits[i].score /= w->weight;
        f->hits[i].billionths = nearbyint(f->hits[i].score * 1e9);
    }
    qsort(f->hits, (size_t)f->found, sizeof *f->hits, by_score);
    order_ties(f, w, p);
    for (int64_t i = 0; i < f->found; i++) {
        const Hit *hit = &f->hits[i];
        const double scaled = hit->score * 1e9;
        if (fabs(fabs(scaled - hit->billionths) - 0.5) >= unsure) continue;
        for (int64_t j = i; j-- > 0 && f->hits[j].billionths <= hit->billionths + 1;)
            if (f->hits[j].score != hit->score) return IN_DOUBT;
        for (int64_t j = i + 1; j < f->found && f->hits[j].billionths >= hit->billionths - 1; j++)
            if (f->hits[j].score != hit->score) return IN_DOUBT;
    }
    return TO_LIST;
}

/* Rank wishes from..count, the first k of each (0: all). Of each: how many pass, how many are listed (-1: in doubt), and
   the rows and scores of these, one wish after the other. `hits` has room for all rows, `heap` for k. Gives the first
   wish that the room that is left does not hold. */
int64_t rank_many(const Wish *wishes, int64_t from, int64_t count, const Parks *parks, int64_t k, double slack, double unsure,
                  Hit *hits, double *heap, int64_t *passing, int64_t *listed, uint32_t *rows, double *scores, int64_t room) {
    for (; from < count; from++) {
        Found f = {hits, heap, k, 0, 0, 0, -INFINITY, slack};
        look_everywhere(&f, &wishes[from], parks);
        const int order = arrange(&f, &wishes[from], parks, unsure);
        const int64_t some = order == IN_DOUBT ? 0 : k ? LEAST(k, f.found) : f.found;
        if (some > room) return from;
        passing[from] = f.passing;
        listed[from] = order == IN_DOUBT ? -1 : some;
        for (int64_t i = 0; i < some; i++) *rows++ = hits[i].row, *scores++ = hits[i].score;
        room -= some;
    }
    return from;
}

/* Changes whenever an argument does: many.py works with no other. */
int32_t many_version(void) { return 2; }
