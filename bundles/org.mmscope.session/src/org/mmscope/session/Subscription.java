package org.mmscope.session;

/**
 * A registration of a listener. Closing it ends the calls; one that another thread is just making may still finish.
 */
public interface Subscription extends AutoCloseable {

    /** Ends the registration. May be called from any thread and more than once. */
    @Override
    void close();
}
