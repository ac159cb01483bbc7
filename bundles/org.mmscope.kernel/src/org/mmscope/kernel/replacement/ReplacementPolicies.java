package org.mmscope.kernel.replacement;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The replacement policies known: those built in, and those that have been added. Thread-safe. */
public final class ReplacementPolicies {

    /** Id of the policy of Windows NT 4. */
    public static final String MODIFIED_FIFO = "modified-fifo";
    /** Id of the policy of Windows 2000 on one processor and of the releases after it. */
    public static final String AGEING_LRU = "ageing-lru";

    private final TreeMap<String, ReplacementPolicy> byId = new TreeMap<>();

    /**
     * The policies built in: {@value #MODIFIED_FIFO} and {@value #AGEING_LRU} of NT; {@code fifo}, {@code lru},
     * {@code clock}, {@code second-chance}, {@code random} and {@code optimal} of textbooks.
     */
    public ReplacementPolicies() {
        List.of(new ModifiedFifo(), new AgeingLru(), new Fifo(), new ExactLru(), new Clock(), new SecondChance(),
                new RandomReplacement(), new Optimal()).forEach(this::add);
    }

    /**
     * Adds a policy.
     *
     * @throws IllegalArgumentException if its id is not one or is taken
     */
    public synchronized void add(ReplacementPolicy policy) {
        if (!policy.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("\"" + policy.id() + "\" is no id of a replacement policy");
        }
        if (byId.putIfAbsent(policy.id(), policy) != null) {
            throw new IllegalArgumentException("replacement policy " + policy.id() + " exists");
        }
    }

    /** The policy of an id. */
    public synchronized Optional<ReplacementPolicy> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, by id. */
    public synchronized List<ReplacementPolicy> all() {
        return List.copyOf(byId.values());
    }
}
