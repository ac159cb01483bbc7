package org.mmscope.kernel;

/** A machine that cannot be: a value outside its limits, or options that do not go together. */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String option;

    ConfigurationException(String option, String message) {
        super(message);
        this.option = option;
    }

    /** The option that is wrong, as the machine line of a scenario calls it. */
    public String option() {
        return option;
    }
}
