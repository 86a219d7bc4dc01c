/* What the loops for one requirement and for many have in common. */
#include <math.h>
#include <stdint.h>

#define LEAST(a, b) ((a) < (b) ? (a) : (b))
#define MOST(a, b) ((a) > (b) ? (a) : (b))

/* The least area that both accept (NaN: unknown). */
static inline double least_area(double wanted, double whole, double part) {
    const double low = part == part ? part : whole;
    if (whole != whole || wanted != wanted) return whole == whole ? low : whole;
    return MOST(low, LEAST(wanted, whole));
}

/* Great-circle kilometres, as luodi.matching.criteria reckons them. */
static inline double distance(double lon, double lat, double to_lon, double to_lat) {
    const double degree = 3.14159265358979323846 / 180.0, phi = lat * degree, to_phi = to_lat * degree;
    const double up = sin((to_phi - phi) / 2), across = sin((to_lon - lon) * degree / 2);
    const double chord = up * up + cos(phi) * cos(to_phi) * (across * across);
    return 2 * 6371.0088 * asin(sqrt(LEAST(1.0, chord)));
}

/* Keep the greatest k: the smallest of them is the first of the heap. */
static inline void keep(double *heap, int64_t k, int64_t *held, double x) {
    int64_t at;
    if (*held < k) {
        for (at = (*held)++; at && heap[(at - 1) / 2] > x; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    } else {
        if (x <= heap[0]) return;
        for (at = 0;;) {
            int64_t child = 2 * at + 1;
            if (child >= k) break;
            if (child + 1 < k && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= x) break;
            heap[at] = heap[child];
            at = child;
        }
    }
    heap[at] = x;
}
