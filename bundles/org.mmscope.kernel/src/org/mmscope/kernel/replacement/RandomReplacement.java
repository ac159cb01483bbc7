package org.mmscope.kernel.replacement;

/** Any page, by the machine's seed. */
final class RandomReplacement implements ReplacementPolicy {

    /** After so many draws that met pages which may not go, the next one that may is taken. */
    private static final int DRAWS = 64;

    @Override
    public String id() {
        return "random";
    }

    @Override
    public String documentation() {
        return "Any page, each with the same chance; equal seeds give equal choices.";
    }

    @Override
    public int choose(WorkingSetPages pages) {
        int count = pages.end() - pages.first();
        int index = pages.first();
        for (int draw = 0; draw < DRAWS; draw++) {
            index = pages.first() + pages.random(count, draw);
            if (pages.replaceable(index)) {
                return index;
            }
        }
        for (int i = 0; i < count; i++, index++) {
            int at = index < pages.end() ? index : index - count;
            if (pages.replaceable(at)) {
                return at;
            }
        }
        return NONE;
    }
}
