package org.mmscope.win32;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mmscope.kernel.ExceptionRecord;

/**
 * What a call gave. Immutable.
 *
 * @param result the returned value
 * @param error the last-error code of a call that failed (or that says more of its success, as CreateFileMapping does),
 *        else 0
 * @param out out parameters by their documented names, unsigned, in the order of the documentation; empty when the call
 *        failed and wrote none
 * @param exception the exception that the call raised in place of returning, null when it returned
 * @param reason why an image was refused, in words; empty when there is no more to say than the error
 */
public record CallResult(int result, int error, Map<String, Long> out, ExceptionRecord exception, String reason) {

    private static final CallResult TRUE = of(Win32Constants.TRUE);

    public CallResult {
        out = Collections.unmodifiableMap(new LinkedHashMap<>(out));
    }

    /** A returned value without an error. */
    public static CallResult of(int result) {
        return new CallResult(result, 0, Map.of(), null, "");
    }

    /** The BOOL true. */
    public static CallResult succeeded() {
        return TRUE;
    }

    /** What a function returns when it fails, with the reason. */
    public static CallResult failed(int result, int error) {
        return new CallResult(result, error, Map.of(), null, "");
    }

    /** A failed function that returns 0, with the last-error code of an NTSTATUS. */
    public static CallResult failedWith(int status) {
        return failed(0, NtStatusToDosError.of(status));
    }

    /** A call that raised an exception. */
    public static CallResult raised(ExceptionRecord exception) {
        return new CallResult(0, 0, Map.of(), exception, "");
    }

    /** The same with one more out parameter of 32 bits. */
    public CallResult with(String name, int value) {
        Map<String, Long> more = new LinkedHashMap<>(out);
        more.put(name, Integer.toUnsignedLong(value));
        return new CallResult(result, error, more, exception, reason);
    }

    /** The same with what there is to say of a refusal. */
    CallResult because(String why) {
        return new CallResult(result, error, out, exception, why);
    }
}
